"""What any specialty may meet about."""

from __future__ import annotations

from facilitator.store.demo.theme import Agreement, Insight, Theme

THEMES = (
    Theme(
        "udeblivelser",
        "Tre tomme tider på en dag og to måneders ventetid.",
        "nævne to måder at få færre udeblivelser på",
        "Patient, der er udeblevet tre gange",
        "Hvad virker hos jer?",
        (
            Insight("solution", "waiting_time", "SMS to dage før virker bedre end dagen før"),
            Insight("insight", "workflows", "Det skal være let at melde afbud"),
        ),
        (
            Agreement(
                "waiting_time",
                "tider, der er booket mere end to måneder frem",
                "Send SMS to dage før med et link til afbud",
                "Udeblivelser tælles i otte uger",
            ),
            Agreement(
                "workflows",
                "et afbud samme dag",
                "Ring til de tre øverste på listen",
                "Halvdelen af tiderne bliver brugt",
            ),
        ),
    ),
    Theme(
        "telefontiden om morgenen",
        "Køen er på 14, og klokken er 8.05.",
        "lade dem, der haster, komme igennem først",
        "Opkald, der skulle have været besvaret dagen før",
        "Hvilke opkald kunne vi undgå?",
        (
            Insight("insight", "workflows", "En tredjedel af opkaldene handler om prøvesvar"),
            Insight("tool", "patient_information", "En fast besked om svartid flytter opkald"),
        ),
        (
            Agreement(
                "patient_information",
                "en prøve, der tages i klinikken",
                "Skriv forventet svartid på kortet",
                "Opkald om svar tælles i to uger før og efter",
            ),
            Agreement(
                "workflows",
                "telefonkø om morgenen",
                "Flyt receptfornyelser til den digitale vej",
                "Køen er under otte kl. 8.15",
            ),
        ),
    ),
    Theme(
        "henvisninger, der mangler det vigtigste",
        "Bedes vurderet. Venlig hilsen.",
        "svare ens på mangelfulde henvisninger",
        "Henvisning på to linjer og en patient, der ikke ved hvorfor",
        "Hvad beder du altid om?",
        (
            Insight("tool", "referrals", "Et fast svar med tre ønsker"),
            Insight("insight", "referrals", "En opringning til lægen giver mest på langt sigt"),
        ),
        (
            Agreement(
                "referrals",
                "en mangelfuld henvisning",
                "Send det fælles svar med tre ønsker",
                "Otte af ti henvisninger kan bruges, som de er",
            ),
            Agreement(
                "referrals",
                "samme læge for tredje gang",
                "Ring til lægen, og tal om det",
                "Næste henvisning er bedre",
            ),
        ),
    ),
    Theme(
        "prøvesvar, der bliver væk",
        "Patienten ringer, og ingen har set svaret.",
        "sige, hvem der har ansvaret for hvert svar",
        "Svar, der lå ulæst i tre uger",
        "Hvor kan svaret blive væk hos jer?",
        (
            Insight("solution", "workflows", "Den, der bestiller, læser svaret"),
            Insight("tool", "record_keeping", "En liste over ventende svar hver fredag"),
        ),
        (
            Agreement(
                "workflows",
                "en bestilt prøve",
                "Sæt dit navn på, og læs svaret selv",
                "Ingen ulæste svar efter tre dage",
            ),
            Agreement(
                "record_keeping",
                "fredagens oprydning",
                "Gennemgå listen over ventende svar",
                "Listen er gennemgået hver fredag i to måneder",
            ),
        ),
    ),
    Theme(
        "trivsel i klinikken",
        "Sekretæren har grædt i pausen, og ingen har spurgt.",
        "spørge hinanden, før det bliver for meget",
        "En uge med sygdom, vrede opkald og ingen pauser",
        "Hvad giver jer energi på en travl dag?",
        (
            Insight("insight", "well_being", "Fem minutter mandag morgen gør en forskel"),
            Insight("solution", "well_being", "En aftale om, hvem der tager over, når det brænder"),
        ),
        (
            Agreement(
                "well_being",
                "ugens første time",
                "Hold et trivselstjek på fem minutter",
                "Holdt otte uger ud af ti",
            ),
            Agreement(
                "well_being",
                "et ubehageligt opkald",
                "Tal med en kollega samme dag",
                "Alle har prøvet det mindst én gang",
            ),
        ),
    ),
    Theme(
        "når noget gik galt",
        "Det gik godt til sidst, men det var ikke vores skyld.",
        "dele en hændelse uden at lede efter en skyldig",
        "Forbytning, der blev opdaget i tide",
        "Hvad skulle der til, for at du ville fortælle det her?",
        (
            Insight("insight", "workflows", "Næsten-hændelser lærer os lige så meget"),
            Insight("tool", "record_keeping", "Tre linjer er nok til at dele en hændelse"),
        ),
        (
            Agreement(
                "record_keeping",
                "en hændelse, der kunne være gået galt",
                "Skriv tre linjer, og tag dem med til mødet",
                "Hver klinik har delt én på et halvt år",
            ),
            Agreement(
                "workflows",
                "udlevering af papirer og prøver",
                "Spørg altid om navn og fødselsdag",
                "Set efter ved ti tilfældige patienter",
            ),
        ),
    ),
    Theme(
        "svære samtaler",
        "Patienten er vred, og døren er åben.",
        "sige tre sætninger, der virker",
        "Vrede over ventetid, der i virkeligheden er angst",
        "Hvad siger du først?",
        (
            Insight("tool", "well_being", "Sig det, du ser, før du forklarer"),
            Insight(
                "insight",
                "patient_information",
                "De fleste klager handler om det, der ikke blev sagt",
            ),
        ),
        (
            Agreement(
                "patient_information",
                "dårligt nyt",
                "Aftal på forhånd, hvem der kan være med",
                "Spurgt ved hver indkaldelse",
            ),
            Agreement(
                "well_being",
                "en vred patient",
                "Sig, hvad du ser, og vent ti sekunder",
                "Prøvet tre gange før næste møde",
            ),
        ),
    ),
    Theme(
        "patientens egne spørgsmål",
        "Hånden er på dørhåndtaget, da det vigtigste kommer.",
        "lade patientens vigtigste spørgsmål komme først",
        "Besøg, hvor det rigtige spørgsmål kom til sidst",
        "Hvordan begynder du samtalen?",
        (
            Insight(
                "tool", "patient_information", "Et kort i venteværelset: Hvad er vigtigst i dag?"
            ),
            Insight("insight", "workflows", "Det tager ikke længere tid at spørge først"),
        ),
        (
            Agreement(
                "patient_information",
                "en patient i venteværelset",
                "Læg kortet frem: Hvad er vigtigst i dag?",
                "Halvdelen har skrevet noget",
            ),
            Agreement(
                "workflows",
                "samtalens begyndelse",
                "Spørg til det vigtigste, før du undersøger",
                "Færre spørgsmål ved døren i to uger",
            ),
        ),
    ),
)

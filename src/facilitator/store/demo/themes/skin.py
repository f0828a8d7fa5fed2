"""What skin clinics meet about."""

from __future__ import annotations

from facilitator.store.demo.theme import Agreement, Insight, Theme

THEMES = (
    Theme(
        "modermærker med dermatoskop",
        "Patienten peger på tre, men det fjerde er det interessante.",
        "beskrive modermærker med de samme ord",
        "Mærke på ryggen, der har ændret sig over sommeren",
        "Hvad får dig til at fjerne, og hvad får dig til at følge?",
        (
            Insight("tool", "record_keeping", "Et billede hver gang gør tvivlen mindre"),
            Insight(
                "insight", "treatment_techniques", "To, der ser på det samme billede, ser mere"
            ),
        ),
        (
            Agreement(
                "record_keeping",
                "et modermærke, vi ser an",
                "Tag billede, og aftal dato for sammenligning",
                "Billedet findes hos ti af ti",
            ),
            Agreement(
                "treatment_techniques",
                "tvivl om et dermatoskopisk billede",
                "Spørg en kollega samme dag",
                "Tre tvivlstilfælde drøftet om ugen",
            ),
        ),
    ),
    Theme(
        "børneeksem, der ikke bliver bedre",
        "Cremen virker ikke, siger forældrene, og tuben er næsten fuld.",
        "vise, hvor meget creme der skal på",
        "Toårig med udslæt i albuer og knæ",
        "Hvordan taler du om frygten for hormoncreme?",
        (
            Insight("tool", "patient_information", "Fingerspidsmålet er lettere at huske end gram"),
            Insight("solution", "workflows", "Sygeplejersken kan lære familien at smøre"),
        ),
        (
            Agreement(
                "patient_information",
                "forældre til et barn med eksem",
                "Vis mængden på egen hånd, og giv planen på skrift",
                "Tuben er brugt ved kontrollen",
            ),
            Agreement(
                "workflows",
                "første besøg for børneeksem",
                "Giv en tid hos sygeplejersken samme dag",
                "Færre genbesøg inden for en måned",
            ),
        ),
    ),
    Theme(
        "psoriasis ved opstart af ny behandling",
        "Blodprøverne mangler, og patienten er kørt 60 kilometer.",
        "bruge en fast tjekliste før opstart",
        "Udbredt psoriasis og ledsmerter",
        "Hvem holder øje med prøverne?",
        (
            Insight("tool", "workflows", "Tjeklisten samler prøver, vaccinationer og vejledning"),
            Insight("insight", "referrals", "Ledsmerter skal spørges frem"),
        ),
        (
            Agreement(
                "workflows",
                "en patient, der skal starte ny behandling",
                "Gennemgå tjeklisten en uge før",
                "Ingen møder op uden prøver",
            ),
            Agreement(
                "referrals",
                "en patient med psoriasis",
                "Spørg til led ved hvert besøg",
                "Svaret står i journalen",
            ),
        ),
    ),
    Theme(
        "solskadet hud",
        "Patienten kommer for håret, men har skæl på tindingen.",
        "vælge behandling efter område og ikke efter vane",
        "Skællende pletter i ansigtet hos en patient, der arbejder ude",
        "Hvornår tager du en biopsi?",
        (
            Insight("insight", "treatment_practice", "Hele området behandles, ikke kun pletten"),
            Insight("tool", "patient_information", "Et billede af reaktionen forebygger opkald"),
        ),
        (
            Agreement(
                "patient_information",
                "en behandling, der giver rødme",
                "Vis billedet af, hvordan det ser ud dag fem",
                "Færre bekymrede opkald",
            ),
            Agreement(
                "treatment_practice",
                "flere pletter i samme område",
                "Behandl hele feltet, og se patienten efter tre måneder",
                "Kontroltiden er booket",
            ),
        ),
    ),
    Theme(
        "akne hos unge",
        "Den unge siger ingenting, og forælderen siger alt.",
        "tale med den unge alene",
        "Akne med ar hos en ung, der har prøvet to cremer",
        "Hvordan spørger du til humøret?",
        (
            Insight("insight", "well_being", "To minutter alene med den unge ændrer samtalen"),
            Insight("tool", "treatment_practice", "En fast plan for blodprøver giver ro"),
        ),
        (
            Agreement(
                "well_being",
                "en ung med svær akne",
                "Tal to minutter med den unge alene",
                "Humøret er nævnt i journalen",
            ),
            Agreement(
                "workflows",
                "opstart af tabletbehandling",
                "Bestil alle prøver ved første besøg",
                "Ingen udsatte kontroller",
            ),
        ),
    ),
    Theme(
        "håndeksem på arbejdet",
        "Hænderne bliver pæne i ferien og røde om mandagen.",
        "spørge til arbejdet på samme måde",
        "Håndeksem hos en frisørelev",
        "Hvornår anmelder du?",
        (
            Insight("tool", "record_keeping", "Fem spørgsmål om arbejdet i en fast rækkefølge"),
            Insight("insight", "patient_information", "Handsker skal prøves i klinikken"),
        ),
        (
            Agreement(
                "record_keeping",
                "håndeksem hos en patient i arbejde",
                "Stil de fem spørgsmål, og skriv svarene",
                "Arbejdet er beskrevet hos ni af ti",
            ),
            Agreement(
                "patient_information",
                "en patient med vådt arbejde",
                "Lad patienten prøve handsker, før vi slutter",
                "Patienten ved, hvilken type der skal købes",
            ),
        ),
    ),
)

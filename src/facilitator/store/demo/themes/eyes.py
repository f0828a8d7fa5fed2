"""What eye clinics meet about."""

from __future__ import annotations

from facilitator.store.demo.theme import Agreement, Insight, Theme

THEMES = (
    Theme(
        "akut sløret syn",
        "Linjerne på flisegulvet er blevet skæve siden i går.",
        "visitere akut syn på telefonen",
        "Skæve linjer på det ene øje hos en ældre patient",
        "Hvad spørger sekretæren om?",
        (
            Insight(
                "tool", "acute_patients", "Fire spørgsmål i telefonen skiller det akutte fra resten"
            ),
            Insight("insight", "waiting_time", "En uge gør en forskel; det skal sekretæren vide"),
        ),
        (
            Agreement(
                "acute_patients",
                "et opkald om pludseligt ændret syn",
                "Brug de fire spørgsmål, og giv en tid samme dag",
                "Spørgsmålene er brugt ved hvert opkald i en måned",
            ),
            Agreement(
                "referrals",
                "mistanke om våd forkalkning",
                "Send henvisningen med billede samme dag",
                "Billedet er vedlagt hver gang",
            ),
        ),
    ),
    Theme(
        "grøn stær, hvor dråberne glemmes",
        "Trykket er højt igen, og flasken er fuld.",
        "spørge til dråberne, så man kan svare ærligt",
        "Stigende tryk trods tre slags dråber",
        "Hvordan spørger du uden at dømme?",
        (
            Insight(
                "insight",
                "patient_information",
                "Spørg, hvor mange dråber der blev glemt sidste uge",
            ),
            Insight("tool", "workflows", "Sygeplejersken ser patienten dryppe"),
        ),
        (
            Agreement(
                "patient_information",
                "for højt tryk trods behandling",
                "Se patienten dryppe, før behandlingen ændres",
                "Færre skift af dråber",
            ),
            Agreement(
                "workflows",
                "kontrol for grøn stær",
                "Lad sygeplejersken måle og spørge til dråber først",
                "Kortere tid hos lægen",
            ),
        ),
    ),
    Theme(
        "diabetes og øjenkontrol",
        "Sidste kontrol var for fire år siden.",
        "se, hvem der er faldet ud af kontrol",
        "Udeblevet tre gange og nu med ændringer",
        "Hvem ringer, og hvornår?",
        (
            Insight("solution", "workflows", "Udeblevne får et opkald i stedet for et brev"),
            Insight("insight", "referrals", "Lægen skal have svar, også når alt er fint"),
        ),
        (
            Agreement(
                "workflows",
                "en udebleven patient med diabetes",
                "Ring i stedet for at skrive",
                "Halvdelen møder inden for en måned",
            ),
            Agreement(
                "referrals",
                "en øjenkontrol uden ændringer",
                "Send et svar på to linjer samme dag",
                "Svar sendt hos ni af ti",
            ),
        ),
    ),
    Theme(
        "det røde øje",
        "Kontaktlinser, lysskyhed og en travl mandag.",
        "sige, hvem der skal ses i dag",
        "Rødt øje og smerter hos en linsebruger",
        "Hvad kan vente til i morgen?",
        (
            Insight("tool", "acute_patients", "Et kort ved telefonen med tre farer"),
            Insight("insight", "treatment_practice", "Vi giver færre dråber, når vi ser først"),
        ),
        (
            Agreement(
                "acute_patients",
                "et opkald om rødt øje",
                "Brug kortet, og se linsebrugere samme dag",
                "Kortet hænger ved begge telefoner",
            ),
            Agreement(
                "treatment_practice",
                "rødt øje uden faresignaler",
                "Vent med antibiotika, og aftal opkald",
                "Færre recepter end sidste kvartal",
            ),
        ),
    ),
    Theme(
        "grå stær og forventninger",
        "Jeg skal vel ikke have briller bagefter, siger patienten.",
        "tale om forventninger, før vi henviser",
        "Begyndende grå stær hos en patient, der kører om natten",
        "Hvornår er det tid?",
        (
            Insight("insight", "patient_information", "Spørg til hverdagen før synsstyrken"),
            Insight("tool", "referrals", "Et skema på fem linjer følger med henvisningen"),
        ),
        (
            Agreement(
                "referrals",
                "en patient, der skal henvises til operation",
                "Udfyld de fem linjer om hverdagen",
                "Ingen henvisninger kommer retur",
            ),
            Agreement(
                "patient_information",
                "en samtale om operation for grå stær",
                "Spørg, hvad patienten helst vil kunne bagefter",
                "Svaret står i henvisningen",
            ),
        ),
    ),
    Theme(
        "tørre øjne",
        "Fjerde slags dråber på et år.",
        "prøve det enkle længe nok",
        "Sviende øjne hos en patient med skærmarbejde",
        "Hvad gør du, når dråber ikke er nok?",
        (
            Insight(
                "tool", "patient_information", "Varme og massage vises, mens patienten sidder der"
            ),
            Insight("insight", "treatment_practice", "Skift ikke dråber før seks uger"),
        ),
        (
            Agreement(
                "patient_information",
                "en patient med tørre øjne",
                "Vis øvelsen, og giv den med på skrift",
                "Patienten gør det dagligt ved kontrollen",
            ),
            Agreement(
                "treatment_practice",
                "ønske om nye dråber",
                "Vent seks uger, før der skiftes",
                "Færre skift på et halvt år",
            ),
        ),
    ),
)

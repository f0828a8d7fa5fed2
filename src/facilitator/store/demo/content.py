"""What is said and written in the clusters of the demo, whatever they meet about, in Danish."""

from __future__ import annotations

REGIONS = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")

_NAMES = """
Anna Bo Camilla Dorte Emil Freja Gitte Hans Ida Jens Karen Lars Mette Niels Oda Peter Rikke
Søren Tine Ulla Viggo Yrsa Ziva Ægir Øjvind Åse Asger Birgit Carsten Ditte Erik Frida Gorm
Helle Ivan Jonna Kaj Lone Mads Nanna Ole Pia Rasmus Signe Thea Uffe Vibeke Aksel Bente Claus
Dagny Ejnar Fie Grethe Henrik Inger Jakob Kirsten Leif Marie Nina Otto Pernille Rune Sanne
Troels Astrid Børge Connie Dan Elin Flemming Gudrun Holger Ingrid Johan Kamilla Liv Morten
"""
FIRST_NAMES = tuple(_NAMES.split())
SURNAME = "Eksempel"

PLACES = ("Klinik {clinic}", "Mødelokale hos Klinik {clinic}", "Kursuscenter Eksempel")

SPEAKERS = (
    "Ekstern oplægsholder: overlæge",
    "Ekstern oplægsholder: fysioterapeut",
    "Ekstern oplægsholder: forsker",
    "Ekstern oplægsholder: almen praktiserende læge",
)

GUESTS = (
    ("Gry Gæst Eksempel", "Eksempelby Sygehus"),
    ("Holger Gæst Eksempel", "Eksempelby Fysioterapi"),
    ("Inge Gæst Eksempel", "Eksempelby Universitet"),
)

LATE_REASONS = (
    "Vi begyndte sent",
    "En case tog længere tid, end vi troede",
    "Drøftelsen af data trak ud",
)

EXPERIENCES = {
    "planned": (
        "Ikke kommet i gang endnu; materialet ligger klar.",
        "Venter på, at sekretæren er tilbage.",
        "Er taget op på personalemødet.",
    ),
    "trying": (
        "Fungerer på hverdage, ikke fredag efter kl. 13.",
        "Prøvet på ti patienter; det tager kortere tid end ventet.",
        "Sygeplejersken er glad for det, lægerne glemmer det.",
        "Går godt, når vi er to på arbejde.",
        "Prøvet i tre uger; vi retter skemaet til.",
    ),
    "partly": (
        "Bruges af den ene læge, den anden er på vej.",
        "Bruges til nye patienter, ikke til kontroller.",
        "Virker, når det er travlt, men glemmes på stille dage.",
    ),
    "introduced": (
        "Er nu en fast del af dagen.",
        "Giver færre opkald; vi bliver ved.",
        "Ventetiden er faldet, og personalet vil ikke undvære det.",
        "Indført for alle læger i klinikken.",
        "Tog to måneder, men nu kører det af sig selv.",
    ),
    "not_introduced": (
        "Passede ikke til vores patienter; vi gør det på en anden måde.",
        "Tog mere tid, end det gav.",
        "Systemet kan ikke, og vi ville ikke skrive det i hånden.",
    ),
    "dropped": (
        "Gav flere opkald, end det sparede.",
        "Droppet efter tre uger; ingen kunne huske det.",
        "Erstattet af en bedre løsning fra en kollega.",
    ),
}

OBSTACLES = (
    "Travlhed og sygdom i klinikken",
    "Ny sekretær skal læres op",
    "Systemet lader os ikke gøre det",
    "Vi var uenige om, hvem der skulle gøre det",
    "Glemt i ferien",
)

NEXT_STEPS = (
    "Hæng en seddel op ved telefonen",
    "Tag det med på næste personalemøde",
    "Prøv to uger mere, og tæl",
    "Spørg klinikken, der er nået længst",
)

IDEAS = (
    ("når patienten udebliver", "Tre tomme tider på en formiddag, og ingen ringede afbud."),
    ("den svære samtale", "Patienten er vred, før døren er lukket."),
    ("billeder sendt på mail", "Kollegaen skriver: Kan du lige se på det her billede?"),
    ("oplæring af nyt personale", "Den nye sekretær spørger om det samme som den forrige."),
    ("telefonen om morgenen", "Der er 40 i kø kl. 8.05, og de samme tre har ringet før."),
)
"""Topics that no cluster has taken up yet: a title and an everyday situation."""

CYCLES = (
    (
        "Prøv det på fem patienter i næste uge",
        "Tre af fem; to dage var for travle",
        "Det virker, når sekretæren har lagt papiret frem",
        "Læg papiret frem om morgenen",
    ),
    (
        "Prøv det mandag og tirsdag i to uger",
        "Gjort alle fire dage",
        "Det tager to minutter, ikke fem",
        "Prøv alle ugens dage",
    ),
    (
        "Lad én læge begynde, og tæl",
        "Ni ud af ti gange",
        "Den tiende patient ville hellere ringes op",
        "Spørg patienten først",
    ),
    (
        "Prøv det på alle i en uge",
        "Gjort, undtagen fredag eftermiddag",
        "Fredag mangler der hænder",
        "Spring fredag over, og bliv ved",
    ),
)
"""Small tests as plan, what was done, what was learnt, and what comes next."""

MEASURES = {
    "treatment_practice": ("Journaler, der følger instruksen", "af 10", 4, 9),
    "treatment_techniques": ("Ekstra besøg pr. forløb", "besøg", 1.8, 1.1),
    "workflows": ("Afbrydelser på en formiddag", "afbrydelser", 11, 6),
    "waiting_time": ("Ventetid til første tid", "dage", 24, 15),
    "acute_patients": ("Ventetid på akut tid", "dage", 3, 1),
    "referrals": ("Henvisninger med de nødvendige oplysninger", "pct.", 52, 81),
    "record_keeping": ("Journaler, hvor det står", "af 10", 5, 9),
    "patient_information": ("Opkald i ugen efter besøget", "opkald", 14, 8),
    "well_being": ("Dage, hvor vi går hjem til tiden", "dage om ugen", 2, 4),
}
"""By category: what was measured, in which unit, before and after."""

GAINS = (
    "Patienten får svar samme dag.",
    "Patienten ved, hvem man skal ringe til.",
    "Færre møder forgæves op.",
    "Patienten skal kun fortælle det én gang.",
)

ENTERED = (
    ("Fælles skiltning til alle klinikker i huset", "patient_information"),
    ("Personalet har en fast frokostpause", "well_being"),
    ("Epikrisen sendes samme dag", "record_keeping"),
    ("Én telefontid til kollegerne på hospitalet", "referrals"),
)
"""Improvements that came from no commitment: a title and its category."""

INDICATORS = (
    {
        "title": "Henvisninger med de aftalte oplysninger",
        "numerator": "Henvisninger, hvor alle aftalte oplysninger stod",
        "denominator": "modtagne henvisninger",
        "kind": "share",
        "unit": "",
        "better": "up",
        "target": 0.6,
        "target_op": ">=",
        "questions": """\
Hvad gør de klinikker, der ligger højt – og hvad vil I selv prøve?
Hvilket tal vil I se næste gang?""",
        "source": "Klyngepakke – eksempel",
    },
    {
        "title": "Epikrise sendt inden to hverdage",
        "numerator": "Epikriser sendt inden to hverdage",
        "denominator": "afsluttede forløb",
        "kind": "share",
        "unit": "",
        "better": "up",
        "target": 0.9,
        "target_op": ">=",
        "questions": "Patienter, registrering eller praksis – hvad forklarer forskellen?",
        "source": "Klyngepakke – eksempel",
    },
    {
        "title": "Ventetid til første tid",
        "numerator": "Dage til tredje ledige tid, midt i kvartalet",
        "denominator": "",
        "kind": "number",
        "unit": "dage",
        "better": "down",
        "target": None,
        "target_op": "",
        "questions": "Hvad gør de tre med kortest ventetid?",
        "source": "Talt op i klinikkerne",
    },
)
"""What the clinics of every demo count, as rows of the table."""

MARKS = (
    (0.55, "phase", "attendance", "Fast mødedag: onsdag"),
    (0.65, "pdsa", "", "Aftalen på et kort"),
    (0.85, "note", "", "Ny klyngepakke"),
)
"""Marks on the history: how far through the meetings, their kind, their chart and their words."""

PARKED = (
    "Kan vi dele vejledninger på tværs af klinikker?",
    "Hvordan får vi vikarer med?",
    "Spørg eKVIS om en klyngepakke om emnet",
    "Hvem tager kontakt til afdelingen?",
    "Ny sygeplejerske: kan vi lære op sammen?",
    "Drøft billeder og samtykke en anden gang",
    "Skal vi invitere almen praksis med til et møde?",
    "Prisen på udstyret",
    "Fælles skema: hvem retter det til?",
    "Ferieafløsning om sommeren",
)

MORE_INSIGHTS = (
    "Vi gør det mere forskelligt, end vi troede",
    "Den enkleste løsning i rummet var også den billigste",
    "Sekretæren ved ofte mest om, hvor det går galt",
    "Det er lettere at begynde med én dag om ugen",
    "Vi bør måle i to uger, før vi ændrer noget",
    "To klinikker har allerede løst det",
    "Patienterne spørger sjældent, men vil gerne vide det",
    "Det tager længere tid at forklare end at gøre",
)

GENERAL_GOALS = (
    "pege på én ting hver, vi vil prøve af",
    "nævne tre løsninger fra hinandens klinikker",
    "sige, hvem der gør hvad inden næste møde",
    "sige, at alle har haft ordet",
)

PREPARATIONS = (
    "Tag én anonym case med",
    "Tæl op i egen klinik i to uger",
    "Læs resuméet på én side",
    "Tænk over, hvad du selv gør i dag",
)

GROUND_RULES = """\
Det, der siges her, bliver her.
Vi spørger, før vi rådgiver.
Det er i orden ikke at vide det."""

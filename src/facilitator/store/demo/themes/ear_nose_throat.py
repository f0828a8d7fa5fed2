"""What ear, nose and throat clinics meet about."""

from __future__ import annotations

from facilitator.store.demo.theme import Agreement, Insight, Theme

THEMES = (
    Theme(
        "svimmelhed i praksis",
        "Patienten siger: Det hele kører rundt. Hvornår er det ufarligt?",
        "nævne de fund, der gør svimmelhed akut",
        "Anfaldsvis svimmelhed og normal høreprøve",
        "Hvad undersøger du altid, før patienten går igen?",
        (
            Insight("tool", "treatment_practice", "Fem faste spørgsmål afklarer de fleste svimle"),
            Insight("insight", "record_keeping", "En fast journalskabelon gør forløbene ens"),
            Insight("solution", "workflows", "Lejemanøvren kan sygeplejersken lære at udføre"),
        ),
        (
            Agreement(
                "record_keeping",
                "en patient med nyopstået svimmelhed",
                "Brug journalskabelonen til svimmelhed",
                "Skabelonen er brugt ved ni af de næste ti patienter",
            ),
            Agreement(
                "workflows",
                "en patient med ørestenssvimmelhed",
                "Lad sygeplejersken gøre manøvren med det samme",
                "Færre kontroltider til svimmelhed",
            ),
            Agreement(
                "acute_patients",
                "akut svimmelhed med synsforstyrrelser",
                "Ring til vagthavende, før patienten sendes videre",
                "Ingen patienter sendes til det forkerte sted",
            ),
        ),
    ),
    Theme(
        "akutte henvisninger",
        "Lægen ringer kl. 13.30 en fredag og vil have en tid i dag.",
        "sige, hvad der kan vente til mandag",
        "Barn med feber og udstående øre fredag eftermiddag",
        "Hvordan finder I plads uden at vælte dagen?",
        (
            Insight("solution", "acute_patients", "En fast akuttid kl. 11.30 fjerner uro i dagen"),
            Insight(
                "insight", "referrals", "De fleste akutte opkald handler om de samme fire ting"
            ),
        ),
        (
            Agreement(
                "acute_patients",
                "en akut henvisning på telefonen",
                "Ring selv tilbage inden for to timer",
                "Sekretæren noterer tiden på en liste i fire uger",
            ),
            Agreement(
                "workflows",
                "en dag uden ledige tider",
                "Hold en akuttid fri hver dag kl. 11.30",
                "Ventetid på akut tid falder fra tre dage til en",
            ),
        ),
    ),
    Theme(
        "næseblod ved blodfortyndende behandling",
        "Det bløder igen, to timer efter at patienten er sendt hjem.",
        "gøre det samme, når patienten får blodfortyndende behandling",
        "Gentaget næseblod og blodfortyndende behandling",
        "Hvornår tamponerer du, og hvornår nøjes du med at ætse?",
        (
            Insight("tool", "treatment_practice", "En fælles instruks på én side er nok"),
            Insight("insight", "patient_information", "Skriftlig vejledning giver færre opkald"),
        ),
        (
            Agreement(
                "treatment_practice",
                "næseblod hos en patient i blodfortyndende behandling",
                "Følg den fælles instruks, og aftal kontrol",
                "Færre henvendelser samme uge",
            ),
            Agreement(
                "patient_information",
                "en patient, der går hjem efter ætsning",
                "Giv vejledningen med hjem på papir",
                "Patienten kan selv sige, hvad man gør, hvis det bløder",
            ),
        ),
    ),
    Theme(
        "dræn i mellemøret hos børn",
        "Forældrene spørger, om drænet kan vente til efter ferien.",
        "forklare forældre, hvornår vi venter, og hvornår vi lægger dræn",
        "Treårig med væske i mellemøret gennem fire måneder",
        "Hvad får dig til at vente, og hvad får dig til at lægge dræn?",
        (
            Insight("tool", "patient_information", "Et billede af øret forklarer mere end ord"),
            Insight(
                "insight", "treatment_practice", "Tre måneders venten skal aftales, ikke antages"
            ),
            Insight("solution", "waiting_time", "Kontroltiden kan bookes, før familien går"),
        ),
        (
            Agreement(
                "patient_information",
                "forældre, der er i tvivl om dræn",
                "Vis billedvejledningen før høreprøven",
                "Forældrene stiller færre spørgsmål ved operationen",
            ),
            Agreement(
                "waiting_time",
                "et barn, vi ser an",
                "Book kontrollen, før familien går",
                "Ingen børn er uden aftalt kontrol",
            ),
        ),
    ),
    Theme(
        "hæshed i mere end tre uger",
        "Underviser, hæs i seks uger, har prøvet at vente.",
        "sige, hvem der skal skopies i denne uge",
        "Hæshed hos en patient, der taler meget på arbejdet",
        "Hvornår skopierer du, og hvornår hviler stemmen?",
        (
            Insight("insight", "referrals", "Varigheden skal stå først i henvisningen"),
            Insight("tool", "treatment_practice", "Video fra skopien gør det lettere at forklare"),
        ),
        (
            Agreement(
                "referrals",
                "en henvisning med hæshed uden varighed",
                "Ring til lægen, og spørg, hvor længe det har varet",
                "Varigheden står i otte af ti henvisninger",
            ),
            Agreement(
                "patient_information",
                "en patient med knuder på stemmelæberne",
                "Vis videoen, og giv stemmerådene med hjem",
                "Færre genhenvisninger inden for et halvt år",
            ),
        ),
    ),
    Theme(
        "søvnapnø",
        "Partneren har optaget snorken på telefonen og er bekymret.",
        "følge den samme vej fra snorken til udredning",
        "Snorken, træthed om dagen og arbejde som chauffør",
        "Hvad spørger du om, når kørekortet kommer på tale?",
        (
            Insight("tool", "workflows", "Skemaet om træthed kan udfyldes i venteværelset"),
            Insight("insight", "patient_information", "Patienten skal kende reglerne om bilkørsel"),
        ),
        (
            Agreement(
                "workflows",
                "en patient henvist med snorken",
                "Lad patienten udfylde skemaet i venteværelset",
                "Skemaet ligger klar ved konsultationens start",
            ),
            Agreement(
                "record_keeping",
                "svær træthed hos en patient, der kører bil",
                "Skriv i journalen, at kørsel er drøftet",
                "Drøftelsen kan findes i ti ud af ti journaler",
            ),
        ),
    ),
    Theme(
        "ekstern otitis",
        "Fjerde øre i dag, der klør, flyder og gør ondt.",
        "vælge den samme første behandling",
        "Tilbagevendende ekstern otitis hos en vintersvømmer",
        "Hvad gør du, når dråberne ikke virker?",
        (
            Insight(
                "insight", "treatment_practice", "God oprensning betyder mere end valg af dråber"
            ),
            Insight("tool", "treatment_techniques", "Væge lagt den første dag sparer et besøg"),
        ),
        (
            Agreement(
                "treatment_practice",
                "ekstern otitis for anden gang på et år",
                "Rens op, læg væge, og vent med antibiotika",
                "Færre recepter på antibiotika end sidste kvartal",
            ),
            Agreement(
                "workflows",
                "en patient, der skal have skiftet væge",
                "Giv tiden til sygeplejersken",
                "Lægen har en ledig tid mere om ugen",
            ),
        ),
    ),
    Theme(
        "polypper og nedsat lugtesans",
        "Patienten har brugt næsespray i to uger og synes ikke, den virker.",
        "måle lugtesansen på samme måde før og efter",
        "Polypper og astma hos en patient, der er opereret før",
        "Hvordan får du patienten til at bruge sprayen længe nok?",
        (
            Insight("tool", "treatment_practice", "En enkel lugtetest tager tre minutter"),
            Insight("insight", "patient_information", "Spray skal vises, ikke kun forklares"),
        ),
        (
            Agreement(
                "treatment_practice",
                "en patient med polypper",
                "Test lugtesansen før behandling og ved kontrol",
                "Begge tal står i journalen",
            ),
            Agreement(
                "patient_information",
                "en recept på næsespray",
                "Lad patienten prøve teknikken i klinikken",
                "Patienten kan vise den ved kontrollen",
            ),
        ),
    ),
    Theme(
        "knude på halsen",
        "Patienten opdagede knuden under barbering for to uger siden.",
        "sige om hver patient med en knude, hvad der ventes på",
        "Fast knude på halsen uden andre symptomer",
        "Hvem i klinikken kan se, at patienten er kommet videre?",
        (
            Insight("solution", "referrals", "En rød liste viser, hvem der mangler svar"),
            Insight("insight", "workflows", "Ultralyd samme dag kræver kun en fast aftale"),
        ),
        (
            Agreement(
                "referrals",
                "mistanke om kræft",
                "Skriv patienten på den røde liste, til svaret er læst",
                "Listen gennemgås hver fredag",
            ),
            Agreement(
                "waiting_time",
                "en knude, der skal ultralydsskannes",
                "Brug den faste tid hos røntgenklinikken",
                "Skannet inden for en uge",
            ),
        ),
    ),
    Theme(
        "høreapparater, der ligger i skuffen",
        "Apparaterne er et år gamle og ligner nogle, der aldrig er brugt.",
        "opdage tidligt, at apparatet ikke bliver brugt",
        "Ny bruger, der opgav efter tre uger",
        "Hvad spørger du om, når nogen siger, at det går fint?",
        (
            Insight("insight", "patient_information", "En opringning efter to uger redder mange"),
            Insight("tool", "workflows", "Brugstimerne kan aflæses i apparatet"),
        ),
        (
            Agreement(
                "patient_information",
                "en patient med sit første høreapparat",
                "Ring efter to uger, og spørg til brugen",
                "Otte af ti bruger det hver dag efter tre måneder",
            ),
            Agreement(
                "treatment_practice",
                "kontrol af høreapparat",
                "Aflæs brugstimerne, før vi spørger",
                "Timerne er noteret i journalen",
            ),
        ),
    ),
)

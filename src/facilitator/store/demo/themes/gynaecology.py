"""What gynaecological clinics meet about."""

from __future__ import annotations

from facilitator.store.demo.theme import Agreement, Insight, Theme

THEMES = (
    Theme(
        "blødningsforstyrrelser",
        "Kalenderen er fuld af røde krydser, og blodprocenten er lav.",
        "sige, hvem der skal have en vævsprøve",
        "Kraftige blødninger hos en patient sidst i 40'erne",
        "Hvad gør du ved første besøg?",
        (
            Insight("tool", "treatment_practice", "Skanning og prøve samme dag sparer et besøg"),
            Insight("insight", "record_keeping", "Et blødningsskema siger mere end ordet kraftig"),
        ),
        (
            Agreement(
                "workflows",
                "en patient henvist for kraftig blødning",
                "Send blødningsskemaet ud med indkaldelsen",
                "Skemaet er udfyldt hos otte af ti",
            ),
            Agreement(
                "waiting_time",
                "blødning efter overgangsalderen",
                "Giv en tid inden for en uge",
                "Ingen venter mere end fem hverdage",
            ),
        ),
    ),
    Theme(
        "smerter ved opsætning af spiral",
        "Hun har hørt fra veninden, at det gør meget ondt.",
        "tale om smerter, før vi begynder",
        "Første spiral hos en patient, der ikke har født",
        "Hvad tilbyder du mod smerter?",
        (
            Insight("insight", "patient_information", "Et ærligt ord om smerte giver ro"),
            Insight(
                "solution",
                "treatment_techniques",
                "Bedøvelse tilbydes alle, ikke kun dem, der spørger",
            ),
        ),
        (
            Agreement(
                "treatment_techniques",
                "en patient, der skal have spiral",
                "Tilbyd bedøvelse, og aftal et stoptegn",
                "Patienten svarer ja til, at hun ville gøre det igen",
            ),
            Agreement(
                "patient_information",
                "en telefontid om spiral",
                "Send filmen dagen før",
                "Kortere samtale på dagen",
            ),
        ),
    ),
    Theme(
        "overgangsalderen",
        "Søvnen er væk, og hun har læst alt på nettet.",
        "vejlede ens om gavn og risiko",
        "Hedeture og migræne hos en patient på 51",
        "Hvordan taler du om risiko, så den kan forstås?",
        (
            Insight("tool", "patient_information", "Tal ud af 1.000 forstås bedre end procent"),
            Insight(
                "insight", "treatment_practice", "En kontrol efter tre måneder afgør det meste"
            ),
        ),
        (
            Agreement(
                "patient_information",
                "en samtale om hormonbehandling",
                "Vis arket med tal ud af 1.000",
                "Patienten kan gengive det vigtigste",
            ),
            Agreement(
                "treatment_practice",
                "opstart af hormonbehandling",
                "Book kontrollen efter tre måneder med det samme",
                "Færre stopper uden aftale",
            ),
        ),
    ),
    Theme(
        "langvarige underlivssmerter",
        "Femte læge på tre år, og hun har mappen med.",
        "følge en fælles plan for det første besøg",
        "Smerter gennem flere år og normal skanning",
        "Hvordan slutter du det første besøg?",
        (
            Insight("insight", "well_being", "At blive troet på er en del af behandlingen"),
            Insight("tool", "workflows", "Dobbelttid ved første besøg giver færre besøg i alt"),
        ),
        (
            Agreement(
                "workflows",
                "en henvisning med langvarige smerter",
                "Giv en dobbelttid ved første besøg",
                "Færre besøg i alt over et halvt år",
            ),
            Agreement(
                "well_being",
                "en patient, der har set mange læger",
                "Spørg først, hvad hun selv tror",
                "Svaret står i journalen",
            ),
        ),
    ),
    Theme(
        "vandladningsgener og nedsynkning",
        "Hun er holdt op med at løbe og har ikke sagt hvorfor.",
        "spørge alle, der kunne have gener",
        "Utæthed ved løb efter anden fødsel",
        "Hvornår er træning nok?",
        (
            Insight("tool", "workflows", "Tre dages væskeskema før besøget"),
            Insight(
                "solution", "treatment_practice", "En fast fysioterapeut i nærheden giver kort vej"
            ),
        ),
        (
            Agreement(
                "workflows",
                "en henvisning med utæthed",
                "Send væskeskemaet med indkaldelsen",
                "Skemaet er med hos otte af ti",
            ),
            Agreement(
                "treatment_practice",
                "utæthed uden tidligere træning",
                "Henvis til bækkenbundstræning først",
                "En tredjedel klarer sig uden mere",
            ),
        ),
    ),
    Theme(
        "celleforandringer og opfølgning",
        "Svaret er sendt, men hvem følger op?",
        "læse alle svar inden for to dage",
        "Kontrol efter keglesnit, hvor patienten er flyttet",
        "Hvordan ved du, at hun er mødt?",
        (
            Insight("solution", "workflows", "En liste med udeblevne gennemgås hver mandag"),
            Insight(
                "insight", "patient_information", "Et brev i almindeligt sprog giver færre opkald"
            ),
        ),
        (
            Agreement(
                "workflows",
                "en kontrol, hvor patienten udebliver",
                "Ring inden for en uge, og skriv det på listen",
                "Listen er tom ved månedens slutning",
            ),
            Agreement(
                "patient_information",
                "et prøvesvar med forandringer",
                "Brug det nye brev i almindeligt sprog",
                "Halvt så mange opkald om svaret",
            ),
        ),
    ),
)

"""What orthopaedic clinics meet about."""

from __future__ import annotations

from facilitator.store.demo.theme import Agreement, Insight, Theme

THEMES = (
    Theme(
        "skuldersmerter uden skade",
        "Patienten har ventet i fire måneder og vil have en skanning.",
        "give det samme svar om træning før operation",
        "Smerter ved løft over skulderhøjde gennem et halvt år",
        "Hvornår bestiller du en skanning, og hvad bruger du svaret til?",
        (
            Insight("insight", "treatment_practice", "Tre måneders træning prøves, før vi skanner"),
            Insight("tool", "patient_information", "Træningsprogrammet kan ses på telefonen"),
            Insight("solution", "referrals", "Fysioterapeuten kan skrive til os direkte"),
        ),
        (
            Agreement(
                "treatment_practice",
                "skuldersmerter uden forudgående skade",
                "Aftal tre måneders træning før skanning",
                "Færre skanninger end i samme kvartal sidste år",
            ),
            Agreement(
                "patient_information",
                "en patient, der skal træne selv",
                "Send programmet til telefonen, før patienten går",
                "Patienten kan vise to øvelser ved kontrollen",
            ),
        ),
    ),
    Theme(
        "menisken hos patienter over 40",
        "Skanningen viser en revne, og patienten forventer en operation.",
        "forklare, hvorfor vi sjældent opererer en slidt menisk",
        "Knæsmerter efter en vandretur og revne på skanningen",
        "Hvad siger du, når svaret på skanningen er kommet før dig?",
        (
            Insight("insight", "patient_information", "Ordet slid gør ondt; forklaringen hjælper"),
            Insight("tool", "treatment_practice", "En tegning af knæet bliver husket"),
        ),
        (
            Agreement(
                "patient_information",
                "en patient med revne i en slidt menisk",
                "Tegn knæet, og giv tegningen med hjem",
                "Færre vælger at spørge en anden klinik",
            ),
            Agreement(
                "treatment_practice",
                "knæsmerter uden aflåsning",
                "Henvis til træning først, og se patienten efter tre måneder",
                "Kontroltiden er booket ved første besøg",
            ),
        ),
    ),
    Theme(
        "blokader i klinikken",
        "Fem blokader på en formiddag og tre forskellige måder at gøre det på.",
        "bruge den samme fremgangsmåde og den samme information",
        "Tredje blokade på et år mod hælsmerter",
        "Hvor mange giver du, før du siger stop?",
        (
            Insight(
                "insight", "treatment_practice", "Antallet af blokader skal stå forrest i journalen"
            ),
            Insight("tool", "treatment_techniques", "Ultralyd gør os mere sikre ved de små led"),
        ),
        (
            Agreement(
                "record_keeping",
                "en patient, der beder om en blokade mere",
                "Skriv nummer og dato øverst i journalen",
                "Nummeret står i ti ud af ti journaler",
            ),
            Agreement(
                "treatment_techniques",
                "en blokade i et lille led",
                "Brug ultralyd, og gem billedet",
                "Billedet ligger i journalen",
            ),
        ),
    ),
    Theme(
        "karpaltunnelsyndrom",
        "Hænderne sover om natten, og patienten er henvist uden nerveundersøgelse.",
        "sige, hvem der behøver en nerveundersøgelse",
        "Sovende fingre i begge hænder hos en montør",
        "Hvem opererer du uden at måle først?",
        (
            Insight("solution", "waiting_time", "Typiske tilfælde kan gå direkte til operation"),
            Insight("tool", "workflows", "Natskinne gives ved skranken sammen med vejledning"),
        ),
        (
            Agreement(
                "waiting_time",
                "typisk karpaltunnelsyndrom",
                "Book operation ved første besøg",
                "To ugers kortere forløb",
            ),
            Agreement(
                "workflows",
                "lette natlige symptomer",
                "Lad sekretæren udlevere skinne og vejledning",
                "Ingen ekstra lægetid til skinner",
            ),
        ),
    ),
    Theme(
        "henvisninger uden røntgen",
        "Patienten har taget fri fra arbejde, og der er intet billede.",
        "fortælle patienterne, hvad de skal have med",
        "Knæ henvist med ordene: bedes vurderet",
        "Hvad skal ligge klar, for at besøget er noget værd?",
        (
            Insight("solution", "referrals", "Sekretæren kan visitere efter en liste på ti linjer"),
            Insight("insight", "workflows", "Svar til lægen med ønsker virker bedre end afvisning"),
        ),
        (
            Agreement(
                "referrals",
                "en henvisning med knæ over 50 år",
                "Bestil røntgen, før tiden gives",
                "Højst én patient om ugen møder op uden billede",
            ),
            Agreement(
                "workflows",
                "en mangelfuld henvisning",
                "Send det faste svar med tre ønsker",
                "Samme læge henviser bedre næste gang",
            ),
        ),
    ),
    Theme(
        "forfod og skævt storetåled",
        "Patienten vil gerne danse til bryllup om seks uger.",
        "tale om forløbet, før vi taler om kniven",
        "Hallux valgus hos en patient med stående arbejde",
        "Hvad fortæller du om de første seks uger?",
        (
            Insight("insight", "patient_information", "Forventninger aftales skriftligt"),
            Insight(
                "tool", "patient_information", "En kalender over forløbet hænger på køleskabet"
            ),
        ),
        (
            Agreement(
                "patient_information",
                "en patient, der ønsker forfodsoperation",
                "Giv kalenderen over forløbet med hjem",
                "Færre opkald i de to første uger",
            ),
            Agreement(
                "treatment_practice",
                "forfodssmerter uden tidligere behandling",
                "Prøv indlæg og sko i otte uger først",
                "En ud af fire ønsker ikke længere operation",
            ),
        ),
    ),
    Theme(
        "sårkontrol efter håndkirurgi",
        "Stingene er væk, men patienten ringer om rødme.",
        "sige, hvornår et billede er nok",
        "Rødme og varme fem dage efter operation for springfinger",
        "Hvad kan patienten selv se, og hvad skal vi se?",
        (
            Insight(
                "solution",
                "acute_patients",
                "Et billede sendt sikkert sparer halvdelen af besøgene",
            ),
            Insight(
                "insight", "treatment_practice", "Vi giver antibiotika sjældnere, når vi ser såret"
            ),
        ),
        (
            Agreement(
                "acute_patients",
                "et opkald om rødme ved såret",
                "Bed om et billede, og svar samme dag",
                "Halvt så mange ekstra tider",
            ),
            Agreement(
                "patient_information",
                "en patient, der går hjem efter operation",
                "Gennemgå de tre faresignaler mundtligt og skriftligt",
                "Patienten kan gentage dem",
            ),
        ),
    ),
    Theme(
        "slidgigt i knæet",
        "Kan det ikke bare skiftes, spørger patienten på 52.",
        "tilbyde det samme, før vi henviser til nyt knæ",
        "Slidgigt hos en patient, der cykler på arbejde",
        "Hvornår er det for tidligt?",
        (
            Insight(
                "insight",
                "treatment_practice",
                "Vægt, træning og smertelindring prøves i et halvt år",
            ),
            Insight(
                "tool", "record_keeping", "Et smerteskema viser forløbet bedre end hukommelsen"
            ),
        ),
        (
            Agreement(
                "treatment_practice",
                "slidgigt, hvor træning ikke er prøvet",
                "Henvis til træningshold, og aftal ny tid om et halvt år",
                "Tiden er booket med det samme",
            ),
            Agreement(
                "record_keeping",
                "en patient med knæsmerter gennem længere tid",
                "Brug smerteskemaet ved hvert besøg",
                "To målinger hos otte af ti",
            ),
        ),
    ),
    Theme(
        "hælsmerter",
        "De første skridt om morgenen er de værste, og det er år to.",
        "bruge den samme trappe af behandling",
        "Hælsmerter hos en løber, der ikke vil holde pause",
        "Hvad gør du, når trin tre ikke virker?",
        (
            Insight("tool", "treatment_practice", "En trappe med fire trin hænger ved skærmen"),
            Insight("insight", "patient_information", "Patienten skal vide, at det kan tage et år"),
        ),
        (
            Agreement(
                "treatment_practice",
                "hælsmerter i mere end tre måneder",
                "Følg trappen, og skriv trinnet i journalen",
                "Trinnet står i otte af ti journaler",
            ),
            Agreement(
                "patient_information",
                "en patient, der vil have en hurtig løsning",
                "Vis forløbet på et år, før vi vælger",
                "Færre skift mellem behandlinger",
            ),
        ),
    ),
    Theme(
        "brækket håndled i opfølgning",
        "Gipsen er af, men hånden vil ikke lukke.",
        "give alle en plan for genoptræning med hjem",
        "Stivhed seks uger efter brud på håndleddet",
        "Hvornår skal vi se patienten igen?",
        (
            Insight(
                "solution", "workflows", "Genoptræningsplanen skrives, mens patienten sidder der"
            ),
            Insight("insight", "acute_patients", "Smerter ud over det ventede skal ses samme uge"),
        ),
        (
            Agreement(
                "workflows",
                "en patient, der får gipsen af",
                "Skriv genoptræningsplanen med det samme",
                "Planen er sendt samme dag",
            ),
            Agreement(
                "acute_patients",
                "stærke smerter efter gips",
                "Giv en tid inden for en uge",
                "Ingen venter mere end fem hverdage",
            ),
        ),
    ),
)

"""What the invented clusters of the demo talk about: everyday situations, in Danish.

Nothing here is advice on treatment or the outcome of a real cluster; it only sounds like a meeting.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Insight:
    """What a cluster takes home: its kind, its category and the sentence."""

    kind: str
    category: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """When I am faced with `situation`, I do `action`; `sign` shows that it works."""

    category: str
    situation: str
    action: str
    sign: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Something a cluster meets about, with what may come of it."""

    title: str
    situation: str
    goal: str
    case: str
    question: str
    insights: tuple[Insight, ...]
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Specialty:
    """A specialty: its name, what its clusters are called, and its themes."""

    name: str
    short: str
    themes: tuple[Theme, ...]


_ENT = (
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

_ORTHOPAEDIC = (
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

_SKIN = (
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

_WOMEN = (
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

_EYES = (
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

SHARED = (
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
                "Otte af ti henvisninger kan bruges som de er",
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
"""What any specialty may meet about."""

SPECIALTIES = (
    Specialty("Oto-rhino-laryngologi", "ØNH", _ENT),
    Specialty("Ortopædkirurgi", "Ortopæd", _ORTHOPAEDIC),
    Specialty("Dermatologi", "Hud", _SKIN),
    Specialty("Gynækologi", "Gynækologi", _WOMEN),
    Specialty("Øjensygdomme", "Øjne", _EYES),
)

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
        "Hold det uden for fredag, og bliv ved",
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

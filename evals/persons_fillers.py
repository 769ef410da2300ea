"""What fills the templates of evals/persons_fit.py: names in all their forms, and everything that is no name."""

import random

from guardrails.words import read_words

_GIVEN = sorted(read_words("given_names"))
_SURNAMES = sorted(read_words("surnames"))
_ACCENTED = {
    "helene": "Hélène", "francois": "François", "francoise": "Françoise", "cecile": "Cécile", "chloe": "Chloé", "lea": "Léa",
    "zoe": "Zoé", "noemie": "Noémie", "amelie": "Amélie", "aurelie": "Aurélie", "benedicte": "Bénédicte", "clemence": "Clémence",
    "clement": "Clément", "elodie": "Élodie", "emilie": "Émilie", "eric": "Éric", "etienne": "Étienne", "frederic": "Frédéric",
    "gregory": "Grégory", "herve": "Hervé", "jerome": "Jérôme", "leo": "Léo", "loic": "Loïc", "mael": "Maël", "mathis": "Mathis",
    "melanie": "Mélanie", "michele": "Michèle", "noel": "Noël", "raphael": "Raphaël", "regis": "Régis", "remi": "Rémi",
    "rene": "René", "sebastien": "Sébastien", "severine": "Séverine", "stephane": "Stéphane", "stephanie": "Stéphanie",
    "theo": "Théo", "therese": "Thérèse", "valerie": "Valérie", "veronique": "Véronique", "jose": "José", "joao": "João",
    "bjorn": "Björn", "soren": "Søren", "zoltan": "Zoltán",
}  # fmt: skip
_COMPANIES = sorted(read_words("known_companies"))
VOWELS_FIRST = (
    "Alice",
    "Anna",
    "Emma",
    "Inès",
    "Élodie",
    "Antoine",
    "Arthur",
    "Olivier",
    "Hugo",
    "Amina",
    "Ibrahim",
)
_BEGINNINGS = (
    "Ab Ad Ak Al Am An Ar As Ba Be Bi Bo Br Ca Ce Cha Che Chi Co Cu Da De Di Do Dra Du Ed El Em En Er Fa Fe Fi Fo Ga Ge Gi Go Gra "
    "Gu Ha He Hi Ho Hu Ia Ig Ing Is Ja Je Ji Jo Ju Ka Ke Khi Ki Ko Kra Ku La Le Li Lo Lu Ma Me Mi Mo Mu Na Ne Ni No Nu Ob Od Ol Om "
    "Os Pa Pe Pi Po Pra Qu Ra Re Ri Ro Ru Sa Se Sha Shi Si So Sta Su Ta Te Tha Ti To Tra Tu Ub Ul Um Va Ve Vi Vo Wa We Wi Wo Xi Ya "
    "Ye Yi Yo Za Ze Zi Zo Zu"
).split()
_MIDDLES = (
    "ba be bi bra ca ce da de di do dra fa ga ge go ha hi ho ja ji ka ke ki ko kwa la le li lo lu ma me mi mo na ne ni no nu nda "
    "pa pe po ra re ri ro ru sa se shi si so ta te ti to tra tsu va ve vi wa wi ya yo za zi zu"
).split()
_ENDINGS = (
    "n r s l th ck nd ns ld rt m k x t d ne re le se te ska ski sky vic vich ić son sen sson berg stein mann feld wood ford ton "
    "ley well man idis akis opoulos ez es as os a o i e u ya wa ka ko ki ta ro to mi shi yama mura moto da ra la na ni oglu ian yan "
    "enko ov ova ev eva in ina uk chuk wicz czyk escu eanu ard eau eaux ault et ot on ier ieu elli etti ini ucci ese ano ara"
).split()
_PARTICLES = ("de ", "de la ", "du ", "d'", "van ", "van der ", "von ", "El ", "Ben ", "Al-", "Le ", "La ", "O'", "Mc", "Mac", "da ", "dos ",
              "di ", "del ", "ten ", "Saint-", "De ", "Van ", "Bin ")  # fmt: skip
_COMPANY_TAILS = ("", "", "", "", " Group", " SAS", " Ltd", " Inc", " Labs", " Bank", " Capital", " Consulting", " & Co", " Technologies",
                  " Energy", " Media", " Software", " Partners", " Industries", " France", " Studio", " Foods", " Health")  # fmt: skip
_PRODUCTS = (
    "Excel,Photoshop,Kubernetes,Jira,Slack,Docker,Python,React,Windows,Linux,Android,Chrome,Firefox,PowerPoint,Outlook,Teams,Zoom,"
    "Trello,Notion,Figma,Salesforce,SAP,Tableau,Power BI,Git,GitHub,GitLab,Jenkins,Ansible,Terraform,Kafka,Redis,PostgreSQL,MySQL,"
    "MongoDB,Java,JavaScript,TypeScript,Rust,Go,Ruby,Scala,Symfony,Django,Angular,Vue,iPhone,iPad,Alexa,Siri,Spotify,Netflix,"
    "YouTube,LinkedIn,Twitter,Facebook,Instagram,TikTok,WhatsApp,Google Maps,Gmail,Bluetooth,Wi-Fi,Azure,AWS,Google Cloud,ChatGPT,"
    "Copilot,Airtable,Miro,Canva,WordPress,Shopify,Stripe,Model S,Playwright,Grafana,Prometheus,Elastic,Snowflake,Databricks,Hadoop,"
    "Spark,Airflow,Pandas,Jupyter,Cobol,Fortran,Swift,Kotlin,Flutter,Xcode,Eclipse,Vagrant,Nginx,Apache,Debian,Ubuntu,Fedora"
).split(",")
_CITIES = (
    "Paris,Lyon,Marseille,Lille,Nantes,Bordeaux,Toulouse,Strasbourg,Rennes,Nice,Grenoble,Dijon,Angers,Nancy,Metz,Tours,Orléans,Reims,"
    "Brest,Caen,Rouen,Limoges,Poitiers,Avignon,Montpellier,Clermont-Ferrand,Saint-Étienne,Le Havre,La Rochelle,Aix-en-Provence,"
    "Bruxelles,Genève,Lausanne,Montréal,Québec,London,Manchester,Leeds,Bristol,Glasgow,Edinburgh,Cardiff,Dublin,Cambridge,Oxford,"
    "New York,Boston,Chicago,Austin,Dallas,Houston,Denver,Seattle,Portland,San Francisco,Los Angeles,San Diego,Las Vegas,Atlanta,"
    "Miami,Charlotte,Phoenix,Detroit,Philadelphia,Washington,Toronto,Vancouver,Sydney,Melbourne,Auckland,Berlin,Munich,Hamburg,"
    "Frankfurt,Vienna,Zurich,Amsterdam,Rotterdam,Brussels,Copenhagen,Stockholm,Oslo,Helsinki,Warsaw,Prague,Budapest,Madrid,Barcelona,"
    "Lisbon,Porto,Rome,Milan,Turin,Athens,Istanbul,Cairo,Lagos,Nairobi,Dakar,Abidjan,Tunis,Casablanca,Johannesburg,Cape Town,Dubai,"
    "Mumbai,Bangalore,Delhi,Singapore,Hong Kong,Shanghai,Beijing,Tokyo,Osaka,Seoul,Bangkok,Manila,Jakarta,São Paulo,Buenos Aires,"
    "Bogotá,Lima,Santiago,Mexico City,Vierzon,Bourges,Guéret,Figeac,Hull,Slough,Reading,Bath,Lincoln,Jackson,Madison,Florence,Nancy"
).split(",")
_COUNTRIES = {
    "en": "France,Germany,Spain,Italy,Portugal,Belgium,Switzerland,Poland,Sweden,Norway,Ireland,Scotland,Wales,England,Canada,Mexico,"
    "Brazil,Argentina,Chile,Peru,India,China,Japan,Vietnam,Kenya,Nigeria,Ghana,Senegal,Morocco,Tunisia,Egypt,Turkey,Ukraine,Israel,"
    "Jordan,Georgia,Chad,Australia,New Zealand,South Africa,the United States,the UK,the Netherlands,Europe,Africa,Asia,California,"
    "Texas,Virginia,Carolina,Florida,Brittany,Ontario",
    "fr": "France,Allemagne,Espagne,Italie,Belgique,Suisse,Pologne,Suède,Norvège,Irlande,Écosse,Angleterre,Bretagne,Normandie,Corse,"
    "Alsace,Argentine,Inde,Chine,Côte d'Ivoire,Tunisie,Algérie,Turquie,Ukraine,Russie,Australie,Nouvelle-Zélande,Europe,Afrique,"
    "Asie,Californie,Floride,Guyane,Guadeloupe,Martinique,Réunion,Provence,Occitanie,Nouvelle-Aquitaine,Île-de-France",
}  # fmt: skip
_TOPICS = {
    "en": "Artificial Intelligence,machine learning,Supply Chain,climate,Cyber Security,Digital Transformation,remote work,Marketing,"
    "Open Source,Blockchain,Employee Advocacy,Human Resources,Sales,Data Science,Product Management,trust,Leadership,Customer Success,"
    "Diversity,Industry 4.0,Smart Cities,energy,Healthcare,Education,Retail,logistics,Cloud,the Metaverse,Big Data,design,Web3",
    "fr": "l'intelligence artificielle,la logistique,le climat,la Cybersécurité,la Transformation Digitale,le télétravail,le Marketing,"
    "l'Open Source,la Blockchain,les Ressources Humaines,la vente,la Data,le Product Management,la confiance,le Leadership,l'Industrie,"
    "la santé,l'éducation,le commerce,le Cloud,le Big Data,le design,la RSE,la transition écologique,les retraites,l'Europe,le nucléaire",
}  # fmt: skip
_ROLES = {
    "en": "Head of Marketing,Chief Technology Officer,CEO,CTO,Sales Manager,software engineer,Data Scientist,Product Owner,nurse,welder,"
    "HR Director,Managing Director,VP of Sales,Customer Success Manager,project manager,Senior Developer,intern,Vice President,"
    "Founder,Co-founder,accountant,site manager,Community Manager,Business Analyst,lawyer",
    "fr": "directrice marketing,Directeur Général,PDG,DRH,Responsable Commercial,ingénieure logiciel,Data Scientist,Product Owner,infirmière,"
    "soudeur,Directrice des Ressources Humaines,cheffe de projet,développeur,apprentie,Vice-président,Fondateur,comptable,"
    "conducteur de travaux,Community Manager,avocate,Développeur Front,Chargée de Communication,députée,maire,sénateur",
}  # fmt: skip
_EVENTS = (
    "DevDays,the Spring Summit,Web Week,Data Forum,the Book Fair,the World Economic Forum,Demo Day,Open House Day,le Salon du Bois,"
    "la Fête de la Science,les Journées du Patrimoine,le Forum Emploi,Paris Web,TechNight,the Winter School,Climate Week,Hack Night"
).split(",")
FILLERS: dict[str, dict[str, list[str]]] = {
    "both": {
        "city": _CITIES, "product": _PRODUCTS, "event": _EVENTS,
        "year": [str(year) for year in range(1987, 2031)],
        "url": ["https://example.com/a", "www.example.org", "example.com"],
        "num": ["0639980102", "555-0100", "1234", "4,500", "12", "4000 1234 5678 9010", "(555) 010-1234"],
        "handle": ["techdaily", "the_welder", "acme_fr", "greenlab", "press", "devdays", "marie_codes", "jdupont"],
        "tag": ["innovation", "Leadership", "FutureOfWork", "AI", "recrutement", "TeamWork", "hiring", "Climat", "Marketing"],
        "surname": [name.title() for name in _SURNAMES], "given": [name.title() for name in _GIVEN],
    },
    "en": {
        "country": _COUNTRIES["en"].split(","), "topic": _TOPICS["en"].split(","), "role": _ROLES["en"].split(","),
        "month": "January,February,March,April,May,June,July,August,September,October,November,December".split(","),
        "weekday": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday,March 3rd,tomorrow".split(","),
        "nat": "French,British,German,Spanish,Italian,American,Dutch,Indian,Chinese,Japanese,African,European".split(","),
    },
    "fr": {
        "country": _COUNTRIES["fr"].split(","), "topic": _TOPICS["fr"].split(","), "role": _ROLES["fr"].split(","),
        "month": "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre".split(","),
        "weekday": "lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche,le 3 mars,demain,week-end".split(","),
        "nat": "Français,Britanniques,Allemands,Espagnols,Italiens,Américains".split(","),
    },
}  # fmt: skip


def person(slot: str, language: str, chance: random.Random) -> str:
    """A name: "P" whole in any of its forms, "G" a given name, "S" a surname, "B" one that shows without help."""
    if slot == "G":
        return _given(chance)
    if slot == "S":
        return _surname(chance)
    if slot == "B":
        known = chance.choice(_GIVEN)
        known = _ACCENTED.get(known, known.title())
        return known if chance.random() < 0.3 else f"{known} {_surname(chance)}"
    return chance.choices(_FORMS, weights=_WEIGHTS)[0](chance)


def _given(chance: random.Random) -> str:
    dice = chance.random()
    if dice < 0.2:
        return _invented(chance)
    name = chance.choice(_GIVEN)
    name = _ACCENTED.get(name, name.title())
    if dice < 0.27:
        return f"{chance.choice(['Jean', 'Marie', 'Anne', 'Pierre', 'Mary', 'Ana'])}-{name}"
    return name


def _surname(chance: random.Random) -> str:
    dice = chance.random()
    name = _invented(chance) if dice < 0.4 else chance.choice(_SURNAMES).title()
    if dice > 0.9:
        return chance.choice(_PARTICLES) + name
    if dice > 0.86:
        return f"{name}-{chance.choice(_SURNAMES).title()}"
    return name


def _invented(chance: random.Random) -> str:
    middles = "".join(chance.choice(_MIDDLES) for _ in range(chance.choice([0, 0, 1, 1, 2])))
    return chance.choice(_BEGINNINGS) + middles + chance.choice(_ENDINGS)


def _initial(chance: random.Random) -> str:
    return chance.choice("ABCDEFGHJKLMNOPRSTVWYZ")


_FORMS = (
    lambda c: f"{_given(c)} {_surname(c)}",
    lambda c: _given(c),
    lambda c: f"{_given(c)} {_surname(c).upper()}",
    lambda c: f"{_surname(c).upper()} {_given(c)}",
    lambda c: f"{_initial(c)}. {_surname(c)}",
    lambda c: f"{_initial(c)}.-{_initial(c)}. {_surname(c)}",
    lambda c: f"{_given(c)} {_initial(c)}. {_surname(c)}",
    lambda c: f"{_given(c)} {_initial(c)}.",
    lambda c: f"{_given(c)} {_surname(c)} {_surname(c)}",
    lambda c: f"{_given(c)} {_given(c)} {_surname(c)}",
    lambda c: f"{_given(c)} {_surname(c)}".lower(),
    lambda c: _invented(c),
)
_WEIGHTS = (50, 10, 5, 2, 5, 1, 6, 3, 4, 3, 1.5, 3)


def invented_company(chance: random.Random) -> str:
    dice = chance.random()
    if dice > 0.7:
        known = chance.choice(_COMPANIES)
        return known.upper() if len(known) < 4 else known.title()
    if dice < 0.1:
        return "".join(_initial(chance) for _ in range(chance.randint(2, 4)))
    if dice < 0.25:
        return f"{chance.choice(_SURNAMES).title()}{chance.choice([' & Co', ' Group', ' SAS', ' Ltd', ' & Fils', ' Industries', ' Inc'])}"
    if dice < 0.35:
        return _invented(chance) + _invented(chance)
    return _invented(chance) + chance.choice(_COMPANY_TAILS)


def sayings(language: str, chance: random.Random) -> str:
    english = (
        "Done is better than perfect.",
        "Measure twice, cut once.",
        "Keep it simple.",
        "Ask why, then ask again.",
    )
    french = (
        "Le mieux est l'ennemi du bien.",
        "Mesurer deux fois, couper une.",
        "Faisons simple.",
        "Demandez pourquoi, deux fois.",
    )
    return chance.choice(english if language == "en" else french)

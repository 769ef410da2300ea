"""What the demo people might answer when asked for their own take on a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Take:
    """`document` is a path under app/demo/documents; `email` is who answers."""

    document: str
    email: str
    language: str
    prompt: str
    answer: str


DENIS = "denis.gorvel@galbrune.example"
RUTH = "ruth.ackerley@galbrune.example"
SOLENE = "solene.adeyemi@galbrune.example"

FRENCH_TAKES = (
    Take(
        document="company/2026-10-05-prix-publics-des-pieces.md",
        email=DENIS,
        language="fr",
        prompt="Qu'est-ce que cela change dans vos tournées ?",
        answer=(
            "Avant, je faisais le tarif de tête et je me trompais. Maintenant le client regarde avec "
            "moi. La semaine dernière à Vatan, c'est lui qui m'a dit de prendre deux joints au lieu "
            "d'un."
        ),
    ),
    Take(
        document="company/2026-09-22-recuperateur-retour-essais.md",
        email=DENIS,
        language="fr",
        prompt="Qu'est-ce qui vous a surpris ?",
        answer=(
            "Le plus drôle, c'est que ça finit par un goupillon. J'en ai un dans le camion depuis des "
            "années, pour la cheminée de ma mère. On cherche compliqué parce qu'on a honte de trouver "
            "simple."
        ),
    ),
    Take(
        document="industry/2026-11-05-fournils-pannes-et-delais.md",
        email=DENIS,
        language="fr",
        prompt="Où avez-vous rencontré cela dans votre travail ?",
        answer=(
            "À Vatan, en mars. Le boulanger a cuit trois semaines sur deux étages au lieu de quatre, il "
            "attendait une carte. Il n'a pas appelé : il avait peur du devis."
        ),
    ),
    Take(
        document="company/2026-10-15-extrait-rapport-rse.md",
        email=SOLENE,
        language="fr",
        prompt="Quelle phrase donneriez-vous à lire à un apprenti ?",
        answer=(
            "Aux apprentis, je donnerais à lire le passage sur les accidents, justement parce qu'il "
            "n'est pas beau ! Je préfère qu'un jeune lise qu'on a raté un objectif plutôt qu'il croie "
            "qu'on ne se trompe jamais. Le jour où il fera une bêtise, il osera le dire."
        ),
    ),
    Take(
        document="company/2026-11-12-nuit-des-fournils.md",
        email=SOLENE,
        language="fr",
        prompt="Pourquoi viendriez-vous, même si vous n'y travailliez pas ?",
        answer=(
            "J'irais rien que pour l'atelier des ratés ! En 2024 j'ai vu un monsieur de soixante ans "
            "expliquer sa plus belle erreur à une gamine de dix ans, et elle lui a demandé s'il avait "
            "pleuré."
        ),
    ),
    Take(
        document="company/2026-11-03-offre-technicien-itinerant-nantes.md",
        email=DENIS,
        language="fr",
        prompt="Que diriez-vous à quelqu'un qui hésite ?",
        answer=(
            "Si vous hésitez, venez une journée dans mon camion. Vous verrez si vous aimez le silence à "
            "cinq heures du matin. Le reste s'apprend. Ça, non."
        ),
    ),
)

ENGLISH_TAKES = (
    Take(
        document="company/2026-07-21-why-our-first-hearth-stones-cracked.md",
        email=RUTH,
        language="en",
        prompt="What would you do differently?",
        answer=(
            "I would have rung the technicians before I rang the laboratory. I had all their numbers; "
            "what I didn't have was the habit. It is humbling how much of engineering turns out to be "
            "knowing whom to ask."
        ),
    ),
    Take(
        document="company/2026-06-24-traverse-tunnel-oven.md",
        email=RUTH,
        language="en",
        prompt="What do people get wrong about it?",
        answer=(
            "People always ask how fast a tunnel oven bakes. I'd ask how it fails, and who is in the "
            "building when it does. I once watched a burner being swapped at two in the morning by a "
            "man eating a sandwich, and that told me more than our brochure."
        ),
    ),
    Take(
        document="company/2026-09-08-hundredth-second-life-oven.md",
        email=RUTH,
        language="en",
        prompt="What surprised you?",
        answer=(
            "It was the paint that got me. I had modelled every hour of that line except the one thing "
            "everybody on it could have told me about. I also didn't expect to feel anything when an "
            "oven from my first year came back."
        ),
    ),
    Take(
        document="industry/2026-11-13-bakers-and-the-price-of-the-night.md",
        email=RUTH,
        language="en",
        prompt="Where did you meet this in your work?",
        answer=(
            "Every bakery I visit preheats for longer than it needs to, and so do I at home. I asked "
            "one baker in Otley why; he said the oven likes it. We measured, and the oven turned out to "
            "be indifferent."
        ),
    ),
    Take(
        document="company/2026-10-28-one-winter-of-night-calls.md",
        email=SOLENE,
        language="en",
        prompt="Which part would you tell a friend about?",
        answer=(
            "I keep telling people about the neighbours' list! I grew up in a town with two bakers who "
            "hadn't spoken since 1994, so the idea of one baking the other's bread at five in the "
            "morning makes me a bit teary."
        ),
    ),
    Take(
        document="company/2026-11-17-two-workshops-one-swap.md",
        email=SOLENE,
        language="en",
        prompt="What is missing from this story?",
        answer=(
            "What's missing is the Sundays! Nobody writes about them, but that's where a swap works or "
            "it doesn't. Josie's mum fed three of my lot every week and sent me the photos, and I still "
            "look at them when I've had a bad day."
        ),
    ),
)

TAKES = FRENCH_TAKES + ENGLISH_TAKES

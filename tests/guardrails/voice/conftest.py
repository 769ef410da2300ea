"""Two invented authors a language, whose habits differ on purpose."""

import pytest

from guardrails.authenticity.voice.profile import Sample, VoiceProfile, build_profile

TERSE_EN = (
    "We moved the backup to noon. Nobody noticed. That is the point of a backup.",
    "The migration took four hours. Three were spent on one index. I should have dropped it first.",
    "A note on alerts. We had 140. We kept 12. Sleep got better, and so did the response time.",
    "Tests were red on Monday. The cause was a clock. It is always a clock, or a cache.",
    "I read the incident report twice. The second time I saw my own name in it. Good report.",
    "Deleted 4,000 lines today. Nothing broke. Some code is only there because nobody asked.",
    "The new hire asked why we do it this way. I had no answer. We stopped doing it this way.",
    "Latency went from 90 to 40 milliseconds. One query. It had been there since 2019.",
    "Our runbook was 30 pages. Nobody opened it at night. It is one page now. People open it.",
    "I do not like big rewrites. We did one anyway. It worked, and I still do not like them.",
    "The disk was full again. The logs were the reason. We write fewer logs since Tuesday.",
    "Two teams owned the same service. Nobody answered its alerts at night. Now one team does.",
)
WARM_EN = (
    "What a week!! 🎉 I've met so many lovely people at the fair, and you're all invited to visit us!\n\n"
    "Come and say hello! 👋\n\n#community #together",
    "You know what I love about Fridays? 😊 The whole team cooks lunch together!\n\n"
    "Tell me: what's your favourite ritual?\n\n#teamwork #community",
    "I'm so grateful today! 🙏 Our volunteers planted sixty trees, and it's only the start!\n\n"
    "Who'd like to join us next month?\n\n#community #nature",
    "Have you ever tried explaining your job to a five-year-old? 😄 I have, and it's wonderful!\n\n"
    "Try it, you'll see!\n\n#learning #together",
    "Big hug to everybody who came last night! 🎉 You've made it unforgettable!\n\n"
    "See you in spring? 👋\n\n#community #together",
    "Isn't it amazing what a little garden can do? 🌱 The courtyard is full of bees, and I'm so proud!\n\n"
    "Come and look!\n\n#nature #community",
    "We've got news! 🎉 The choir sings again on Thursday, and you're welcome even if you can't sing!\n\n"
    "I can't either!\n\n#together #music",
    "Do you remember our first open day? 😊 Nine visitors! This year there were six hundred!\n\n"
    "Thank you, thank you!\n\n#community #together",
    "I've learned something today! 💡 If you ask people what they need, they'll tell you!\n\n"
    "Shouldn't we ask more often?\n\n#learning #community",
    "Thank you all for the kind messages! 🙏 I've read every one, and I'm smiling!\n\n"
    "You're the best!\n\n#together #community",
)
TERSE_FR = (
    "J'ai relu le cahier des charges. Il tenait en deux pages. C'était la bonne longueur.",
    "Panne hier soir. La cause : un certificat périmé. Il y en avait 14 autres. On les a changés.",
    "Le client a demandé un délai. Je le lui ai donné. La livraison sera meilleure.",
    "Trois réunions supprimées ce mois-ci. Personne ne les a réclamées. Je continue.",
    "Un mot sur les alertes. Nous en avions 140. Il en reste 12. On dort mieux.",
    "La recette a duré deux heures. Aucune anomalie bloquante. Je n'avais jamais vu ça.",
    "Le stagiaire a posé une question simple. Personne n'avait la réponse. On a changé la règle.",
    "J'ai mesuré avant de corriger. Le défaut n'était pas là où je le croyais. Mesurer d'abord.",
    "La ligne 3 a repris à 6 h 40. Le capteur était sale. Un chiffon a suffi.",
    "Deux équipes se partageaient un outil. Personne ne l'entretenait. Une seule s'en charge.",
)
WARM_FR = (
    "Quelle semaine !! 🎉 Merci à vous toutes et tous, vous avez été formidables !\n\n"
    "On remet ça au printemps ?\n\n#Solidarité #Équipe",
    "Et vous, quel est votre rituel du vendredi ? 😊 Chez nous, on cuisine tous ensemble !\n\n"
    "Racontez-moi !\n\n#Équipe #Partage",
    "Je suis tellement fière ! 🙏 Nos bénévoles ont planté soixante arbres, et ce n’est qu’un début !\n\n"
    "Qui vient le mois prochain ?\n\n#Solidarité #Nature",
    "Avez-vous déjà expliqué votre métier à un enfant de cinq ans ? 😄 Moi oui, et c’est merveilleux !\n\n"
    "Essayez, vous verrez !\n\n#Partage",
    "Un immense merci à celles et ceux qui sont venus hier ! 🎉 Vous avez rendu la soirée inoubliable !\n\n"
    "À très vite ! 👋\n\n#Solidarité #Équipe",
    "N’est-ce pas incroyable, ce que peut faire un petit jardin ? 🌱 La cour est pleine d’abeilles !\n\n"
    "Venez voir !\n\n#Nature #Partage",
    "Grande nouvelle ! 🎉 La chorale reprend jeudi, et vous êtes bienvenus même si vous chantez faux !\n\n"
    "Moi aussi, je chante faux !\n\n#Équipe #Musique",
    "Vous souvenez-vous de notre première journée portes ouvertes ? 😊 Neuf visiteurs !\n\n"
    "Cette année, six cents ! Merci, merci !\n\n#Solidarité #Partage",
    "J’ai appris quelque chose aujourd’hui ! 💡 Demandez aux gens ce qu’il leur faut, ils le diront !\n\n"
    "Et si on demandait plus souvent ?\n\n#Partage",
    "Merci pour vos messages ! 🙏 Je les ai tous lus, et j’ai le sourire !\n\n"
    "Vous êtes les meilleurs !\n\n#Équipe #Solidarité",
)
VOICES = {
    ("terse", "en"): TERSE_EN,
    ("warm", "en"): WARM_EN,
    ("terse", "fr"): TERSE_FR,
    ("warm", "fr"): WARM_FR,
}


def profile_of(texts: tuple[str, ...], language: str) -> VoiceProfile:
    return build_profile([Sample(text, language) for text in texts], language)


@pytest.fixture
def voices():
    """Posts by (temper, language)."""
    return VOICES


@pytest.fixture
def make_profile():
    return profile_of

# ruff: noqa: E501  (a post is a line)
"""Posts written by hand, with the names of people between ‹ and ›; none shares a sentence with what the model saw."""

ENGLISH = """
Three years ago ‹Tobias Wexler› hired me without reading my CV. Best mistake he ever made.
Could not have shipped this without ‹Ifeoma› and ‹Bram van der Heijden›, who stayed until two in the morning.
Our apprentice ‹Rosalind› welded her first joint on Tuesday. She did not stop smiling until Thursday.
Last Friday I sat next to ‹Marcus O'Dowd› on the train to Leeds and learned more about pumps than in ten years.
A warm hand for @‹Priyanka Deshmukh›, our speaker of the month.
If anybody can explain boilers to a six-year-old, it is ‹Will›.
‹Grace› and ‹Hope› are twins, and both of them ended up in our warehouse.
Rest well, ‹Mr Ferris›. The canteen will not be the same.
We were lucky: ‹Dr. Achebe› was on call and saw it at once.
‹J. K. Thornbury› wrote the manual we still use, in 1987.
My first manager, ‹Sofía Paredes Luna›, used to hide chocolate in the server room.
‹LINDA MARCHETTI› WINS SAFETY AWARD
the drawing is by ‹anna kowalczyk›, go look at her page
Ping ‹Dave› if the gate is locked, or ‹Samira› on weekends.
This picture was taken by ‹Hiroto› in Osaka; the coffee is mine.
Delighted that ‹Chukwuemeka Obi› takes over the Bristol depot from me.
Small story. ‹Mark› marks the parts, ‹Bill› bills them, and I drive.
In the workshop: ‹Teun›, ‹Anke›, ‹Farid› and a very old lathe.
My kids call him Uncle ‹Pete›; the rest of the world calls him ‹Peter Lindqvist›.
"You cannot tighten what you cannot see", says ‹Yolanda Price›, our oldest mechanic.
Sat down with ‹Ngozi Umeh›, VP of Operations at Larkfield Foods, to talk about winter.
Have you met ‹Jean-Luc›? He paints the trams.
Hats off: ‹Wren Abernathy› cycled the 400 km from Cardiff to Carlisle.
One question from ‹Oisín› changed our whole roadmap.
I nominate ‹Fatoumata Barry› and ‹Lars Nyqvist› for the ice bucket.
The minutes were taken by ‹P. Achterberg›.
‹Siobhán de Búrca› will be on stage with me in Galway.
Customer story: ‹Mrs Tanaka› brought her toaster back after 31 years.
Everything I know about glue I know from ‹Ulrike›.
Please meet our new board: ‹Abdul Rahman Siddiqui›, ‹Carmen Ríos› and ‹Elliot B. Hayes›.
Big thanks go to my better half ‹Joanna›, who proofread all of this.
And then ‹Kwabena› walked in with a spare fuse.
Tomorrow at noon ‹Petra Novotná› shows how she restores clocks.
The award went to my deskmate ‹Ravi›. I clapped until my hands hurt.
We named the robot after ‹Agatha›, the cleaner who found the bug.
Voice of the podcast: ‹Desmond Akintola›. Music: ‹Lucie Ferrant›.
Farewell lunch for ‹Gareth›, 38 years on the night shift.
Guest column by ‹Mei-Ling Chow›: why forklifts should sing.
I keep a note from ‹Father Brendan› in my toolbox.
Do not thank me, thank ‹Zanele Mokoena›.
Reposting this from ‹Ottilie Brandt› because she says it better.
Her name is ‹Marisol›, and she runs the best loading bay in Texas.
""".strip().splitlines()

ENGLISH_NOBODY = """
Rose gold is back. So is teal.
Mark your calendars: the Harbour Fair opens on the first of May.
Will Monday ever be the new Friday?
Amazon, Walmart and Tesco all sell our jam now.
New York to Boston by bus: seven hours, one burrito.
Grant season again. Three forms, two weeks, one printer.
Our Frankfurt office has a slide. Nobody uses it.
In June, Jasmine tea outsold coffee in the canteen.
Chase the feeling, not the likes.
Microsoft Teams froze in the middle of my best joke.
Key Takeaways From A Very Long Meeting
Supply Chain Managers, this one is for you.
Customer Success is not Customer Support.
Victoria Station was flooded, so I walked.
Learnings: Ship early. Ship small. Sleep.
We compared Postgres with Oracle, and Oracle lost.
Heathrow Terminal 5, six in the morning, no coffee.
Open roles: Welder (Hull), Planner (Leeds), Data Engineer (remote).
St. Pancras smells of rain and croissants.
The Great North Run is on Sunday! Cheer for number 4471.
Lincoln Electric and Bosch both sent us samples.
My Honda Jazz has 300,000 km on it.
Paris Agreement, Kyoto Protocol, Green Deal: what a welder makes of them.
Christmas came early: the new Canon arrived.
Hurricane season in Florida means overtime for roofers everywhere.
Zero Waste Week starts now #ZeroWaste #Hull
Yesterday. Rain. Mud. Joy.
""".strip().splitlines()

FRENCH = """
Il y a trois ans, ‹Thibault Rescourt› m'a embauchée sans lire mon CV. Sa meilleure erreur.
Rien de tout cela sans ‹Inaya› ni ‹Gauthier de la Morlière›, restés jusqu'à deux heures du matin.
Notre apprentie ‹Capucine› a soudé sa première bride mardi. Elle sourit encore.
Dans le train de Limoges, j'étais assise à côté de ‹Marc›, et j'ai tout compris aux pompes.
Un tonnerre d'applaudissements pour @‹Anne-Sophie Kerbrat›, notre oratrice du mois.
Si quelqu'un sait expliquer une chaudière à un enfant de six ans, c'est bien ‹Pierre›.
‹Rose› et ‹Victoire› sont jumelles, et toutes deux travaillent à l'entrepôt.
Bonne route, ‹M. Ferrandi›. La cantine ne sera plus la même.
Nous avons eu de la chance : le docteur ‹Achour› était de garde.
‹J.-P. Tournebise› a écrit le manuel en 1987, et on s'en sert encore.
Ma première cheffe, ‹Sofia Paredes›, cachait du chocolat dans la salle des serveurs.
‹Lucienne BARATIER› reçoit la médaille du travail
le dessin est d'‹anna kowalczyk›, allez voir sa page
Voyez avec ‹Samir› si le portail est fermé, ou avec ‹Bénédicte› le week-end.
La photo a été prise par ‹Hiroto› à Osaka ; le café est à moi.
Ravi que ‹Moussa Sangaré› reprenne le dépôt de Bourges après moi.
À l'atelier : ‹Teddy›, ‹Anke›, ‹Farid› et un très vieux tour.
Mes enfants l'appellent tonton ‹Jeannot›, l'état civil dit ‹Jean Lescure›.
« On ne serre pas ce qu'on ne voit pas », répète ‹Yolande Prigent›, notre doyenne.
Assise avec ‹Ngozi Umeh›, directrice des opérations de Larkfield, pour parler de l'hiver.
Vous connaissez ‹Jean-Luc› ? C'est lui qui peint les tramways.
Chapeau bas : ‹Maëlys Le Goff› a fait Brest-Menton à vélo.
Une question d'‹Oumar› a changé toute notre feuille de route.
Je nomme ‹Fatoumata Barry› et ‹Lars Nyqvist› pour le seau d'eau.
Compte rendu rédigé par ‹C. Delvincourt›.
‹Enora Quéméner› montera sur scène avec moi à Quimper.
Histoire de cliente : ‹Mme Tanaka› a rapporté son grille-pain après 31 ans.
Tout ce que je sais des colles, je le tiens d'‹Ulrike›.
Le nouveau bureau : ‹Abdelkrim Sidhoum›, ‹Carmen Rios› et ‹Éliott Vasseur›.
Et là, ‹Kwabena› est entré avec un fusible de rechange.
Demain midi, ‹Petra Novotna› montre comment elle restaure les horloges.
Le prix est allé à mon voisin de bureau ‹Ravi›. J'ai applaudi jusqu'à en avoir mal.
Le robot porte le nom d'‹Agathe›, la femme de ménage qui a trouvé la panne.
Pot de départ de ‹Gérald›, 38 ans de nuits.
Ne me remerciez pas, remerciez ‹Clémence Aubrac›.
Je relaie ce texte d'‹Ottilie Brandt›, elle le dit mieux que moi.
Elle s'appelle ‹Marisol›, et son quai de chargement est le plus beau du Cher.
On a ri avec ‹Constant› et ‹Aimée› jusqu'à la fermeture.
Ce que ‹Nawel Ziani› fait en une heure me prend la semaine.
À la demande de ‹Maître Vauquelin›, voici la vraie version.
""".strip().splitlines()

FRENCH_NOBODY = """
Rose des vents, rose des sables : on a tout en stock.
Pierre, bois, verre : les trois matières de notre prochain banc.
Le marc de café ne bouche pas l'évier, c'est un mythe.
Leroy Merlin, Castorama et Brico Dépôt vendent désormais nos charnières.
Rendez-vous place de la Victoire, à Bordeaux, sous la pluie.
Merci Patron ! est un film, pas une consigne.
Le TGV Paris-Lyon avait deux heures de retard, j'ai relu Le Monde en entier.
Notre bureau de Francfort a un toboggan. Personne ne s'en sert.
Juillet, Août : on ferme. Septembre : on rouvre.
Microsoft Teams a planté au milieu de ma meilleure blague.
Ce Que Je Retiens D'Une Très Longue Réunion
La Poste, Orange et la SNCF au même comptoir, à Guéret.
Nous avons comparé Postgres et Oracle. Oracle a perdu.
Gare Saint-Lazare, six heures, pas de café.
Postes ouverts : Soudeur (Vierzon), Planificatrice (Tours), Data Engineer (à distance).
Lundi. Pluie. Boue. Joie.
Ma Renault Clio a 300 000 km au compteur.
Accord de Paris, Pacte vert : ce qu'en pense un soudeur.
La Nuit de la Chaudière revient samedi #Vierzon #Chaleur
Grand Est contre Hauts-de-France : le match des boulangers.
L'INSEE et la Banque de France ne sont pas d'accord.
Bonne Fête à toutes les mamans !
Les Alpes, le Jura, les Vosges : trois chantiers, trois météos.
Printemps, été : la saison des toits.
""".strip().splitlines()

Span = tuple[int, int]


def unmarked(line: str) -> tuple[str, list[Span]]:
    """The text of a marked line, and the spans that were marked."""
    text, spans = "", []
    for number, piece in enumerate(line.replace("›", "‹").split("‹")):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, spans

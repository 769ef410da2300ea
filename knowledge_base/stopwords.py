"""Words that carry no topic: dropped from the index, and the cheapest sign of a language."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FRENCH = _words(
    """
    à a ai aient aies ainsi ait alors après as assez au aucun aucune auquel aura aurait auront aussi autre
    autres aux auxquels avaient avais avait avant avec avez avoir avons ayant beaucoup bien c ça car ce
    ceci cela celle celles celui cependant certain certaine certaines certains ces cet cette ceux chaque
    chez ci combien comme comment contre d dans de dehors déjà depuis des désormais deux donc dont du
    duquel durant elle elles en encore entre envers es est et étaient étais était étant été être eu eux
    eut fait faire faut font furent fut grâce hors il ils j je jusqu jusque l la laquelle là le lequel les
    lesquelles lesquels leur leurs lors lorsque lorsqu lui m ma mais malgré me même mêmes mes mien moi
    moins mon n ne ni non nos notre nous on ont or ou où par parce parmi pas pendant peu peut peuvent plus
    plusieurs plutôt pour pourquoi pourtant près presque puis puisque puisqu qu quand quant que quel
    quelle quelles quelqu quelque quelques quels qui quoi quoique s sa sans sauf se selon sera serait
    seront ses seulement si sien sinon soi soient sois soit sommes son sont sous souvent suis sur t ta
    tandis tant te tel telle telles tels tes toi ton toujours tous tout toute toutefois toutes très trop
    tu un une va vers voici voilà vos votre vous vu y
    """
)

ENGLISH = _words(
    """
    a about above after again against all almost also although always am among an and any are aren as at
    be because been before being below between both but by can cannot could couldn d did didn do does
    doesn doing don down during each either else ever every few for from further had hadn has hasn have
    haven having he hence her here hers herself him himself his how however i if in into is isn it its
    itself just ll m many may me might more most much must my myself neither no nor not now of off on once
    only or other others ought our ours ourselves out over own per perhaps quite rather re s same shall
    shan she should shouldn since so some such t than that the their theirs them themselves then there
    therefore these they this those though through thus to too toward towards under until up upon us ve
    very was wasn we were weren what when where whether which while who whom whose why will with within
    without won would wouldn yet you your yours yourself yourselves
    """
)

BY_LANGUAGE = {"fr": FRENCH, "en": ENGLISH}

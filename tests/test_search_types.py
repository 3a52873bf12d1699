from mmref_core.ranking import Ranking


def test_best_first_and_ties_keep_gallery_order() -> None:
    ranking = Ranking.of([4, 0, 2, 1], [0.5, 0.9, 0.5, 0.9])
    assert ranking.images == (0, 1, 2, 4)
    assert ranking.scores == (0.9, 0.9, 0.5, 0.5)
    assert ranking.ranks() == {0: 1, 1: 2, 2: 3, 4: 4}

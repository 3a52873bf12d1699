"""Words that hold a description together and say nothing of what can be seen."""

FUNCTION_WORDS = frozenset(
    (
        *("a", "an", "the", "and", "or", "but", "also", "as", "which", "while", "who", "that", "this", "there"),
        *("with", "without", "in", "on", "at", "of", "to", "by", "for", "from", "over", "under"),
        *("am", "is", "are", "was", "be", "been", "being", "has", "have", "had"),
        *("i", "we", "you", "he", "she", "it", "they", "me", "him", "them", "his", "her", "its", "their", "person"),
        *("wearing", "wears", "worn", "carrying", "carries", "holding", "holds", "dressed", "looks", "looking"),
    )
)

"""Words that hold a description together and say nothing of what can be seen."""

FUNCTION_WORDS = frozenset(
    (
        *("a", "an", "the", "and", "or", "with", "without", "in", "on", "at", "of", "to", "by", "for", "from"),
        *("is", "are", "was", "has", "have", "had", "who", "that", "this", "his", "her", "its", "their", "he", "she"),
        *("they", "it", "there", "wearing", "wears", "worn", "carrying", "carries", "holding", "holds", "dressed"),
        *("looks", "looking", "person"),
    )
)

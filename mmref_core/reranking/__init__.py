"""Re-rank the best images of a search: the refined score is the initial score plus weighted terms.

    refined(t, v) = initial(t, v) + Σ_kind weight · term(t, v)

`terms` is the registry of kinds, `rerank` sums the terms of one query, `batched` those of many. To add a kind, write a
module with its `TermForms` and add its entry to `terms.KINDS`; its weight is a field of `config.SearchConfig`.
"""

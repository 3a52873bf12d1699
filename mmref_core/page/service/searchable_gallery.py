"""A gallery together with the model that searches it."""

from dataclasses import dataclass, replace

from mmref_core.config import with_settings
from mmref_core.models.model_bundle import Model
from mmref_core.retrieval.gallery import Gallery
from mmref_core.retrieval.image_query import query_picture
from mmref_core.retrieval.search import initial_search, search
from mmref_core.search_types import InitialSearch, SearchOptions, SearchResult


@dataclass(frozen=True)
class SearchableGallery:
    """Answers queries on one gallery by one model."""

    model: Model
    gallery: Gallery

    def search(self, text: str, options: SearchOptions) -> SearchResult:
        """Return both rankings with reasons; raises QueryError for a query that cannot be answered."""
        model = replace(self.model, search=with_settings(self.model.search, options.settings))
        picture = query_picture(model, self.gallery, options.picture)
        return search(model, self.gallery, text, options.count, options.off, options.marks, options.unwanted, picture)

    def initial_search(self, text: str) -> InitialSearch:
        """Return the initial ranking alone; raises QueryError for a description without words."""
        return initial_search(self.model, self.gallery, text)

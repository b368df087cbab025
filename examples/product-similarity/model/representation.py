"""From texts to vectors: how much each word and each run of letters tells, learned from the training pairs."""

from collections.abc import Sequence

import numpy as np
from preprocessing import Product, words
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer


class Representation:
    """TF-IDF of words and of 3 to 5 letters in a row; rare words weigh more than common ones."""

    def fit(self, products: Sequence[Product]) -> "Representation":
        texts = list(dict.fromkeys(product.whole for product in products))
        self.words = TfidfVectorizer(analyzer=words, sublinear_tf=True).fit(texts)
        self.letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True).fit(texts)
        # Words that training never saw are rare: they weigh as much as a word seen once.
        self.rarest = float(self.words.idf_.max())
        return self

    def by_words(self, texts: Sequence[str]) -> csr_matrix:
        return self.words.transform(texts)

    def by_letters(self, texts: Sequence[str]) -> csr_matrix:
        return self.letters.transform(texts)

    def weight(self, distinct: frozenset[str]) -> float:
        """How much a set of words tells, in total. Sorted, because sums of floats depend on their order."""
        known, idf = self.words.vocabulary_, self.words.idf_
        return sum(float(idf[known[word]]) if word in known else self.rarest for word in sorted(distinct))


def cosines(left: csr_matrix, right: csr_matrix) -> np.ndarray:
    """Row by row; the rows have length one already, or are empty."""
    return np.asarray(left.multiply(right).sum(axis=1)).ravel()

"""Fits small models on public data and writes what they say of its held-out rows, for the tests of verdicts.

python make_predictions.py --data <folder of the sets> --out <folder>: a folder per set that is there, each with test.csv (id,
label and slice columns) and a file `id,prediction[,score]` per model.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import ElasticNet, LogisticRegression
from sklearn.metrics import f1_score, precision_recall_curve
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "product-similarity"


def wine_quality(source: Path, out: Path) -> None:
    """The split and the models of MLflow's tutorial: ElasticNet(0.5, 0.5) with seed 40 has a published RMSE."""
    np.random.seed(40)
    train, test = train_test_split(pd.read_csv(source / "wine-quality.csv"))
    write(test[["quality"]].rename_axis("id"), out / "test.csv", index=True)
    for name, strength in {"published": 0.5, "better": 0.1, "worse": 1.0}.items():
        model = ElasticNet(alpha=strength, l1_ratio=strength, random_state=42)
        model.fit(train.drop(columns="quality"), train["quality"])
        said = pd.DataFrame({"id": test.index, "prediction": model.predict(test.drop(columns="quality"))})
        write(said, out / f"{name}.csv")


ORIGINAL_TEST_ROWS = 16_281  # The file holds the original test rows first, then the training rows.


def adult(source: Path, out: Path) -> None:
    """Income classes on the original split; `fnlwgt` is a survey weight and no feature."""
    rows = pd.read_parquet(source / "adults.parquet")
    test, train = rows[:ORIGINAL_TEST_ROWS], rows[ORIGINAL_TEST_ROWS:]
    features = [name for name in rows.columns if name not in ("class", "fnlwgt")]
    write(test[["class", "sex", "race"]].rename_axis("id"), out / "test.csv", index=True)
    numbers = rows[features].select_dtypes("number").columns.tolist()
    texts = [name for name in features if name not in numbers]
    plain = lambda frame: frame[features].astype({name: "object" for name in texts}).fillna({name: "?" for name in texts})
    models = {
        "logistic": make_pipeline(
            make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), texts)),
            LogisticRegression(max_iter=1000),
        ),
        "boosting": make_pipeline(
            make_column_transformer((OneHotEncoder(handle_unknown="ignore", sparse_output=False), texts), remainder="passthrough"),
            HistGradientBoostingClassifier(random_state=0),
        ),
    }
    for name, model in models.items():
        model.fit(plain(train), train["class"])
        write(classified(test.index, model.predict_proba(plain(test))[:, 1], 0.5, [">50K", "<=50K"]), out / f"{name}.csv")


def abt_buy(source: Path, out: Path) -> None:
    """The random forest of the example against one cosine over the whole text, each with the threshold of the validation pairs."""
    sys.path[:0] = [str(EXAMPLE / "data"), str(EXAMPLE / "model")]
    from prepare import prepare
    from preprocessing import products
    from representation import cosines
    from train import read_pairs, train

    from predict import scores

    prepare(source, out / "pairs")
    files = {name: out / "pairs" / f"{name}.csv" for name in ("train", "valid", "test")}
    params = {"columns": ["name", "description"], "price-column": "price", "trees": 300, "min-samples-leaf": 2, "seed": 0}
    (out / "model").mkdir(exist_ok=True)
    train({"train": files["train"], "validation": files["valid"]}, params, out / "model")
    model = pd.read_pickle(out / "model" / "model.pkl")

    def cosine(rows: list[dict]) -> np.ndarray:
        texts = [[product.whole for product in products(rows, side, model["columns"], model["price"])] for side in ("left", "right")]
        return np.clip(cosines(*map(model["representation"].by_letters, texts)), 0, 1)

    test, labels = read_pairs(files["test"])
    ids = [row["pair_id"] for row in test]
    write(pd.DataFrame({"pair_id": ids, "match": labels.astype(int)}), out / "test.csv")
    for name, score in {"forest": lambda rows: scores(model, rows), "cosine": cosine}.items():
        valid, truth = read_pairs(files["valid"])
        threshold = best_threshold(truth, score(valid))
        said = classified(ids, score(test), threshold, ["1", "0"])
        print(f"{name}: F1 {f1_score(labels, said['prediction'] == '1'):.4f}")
        write(said, out / f"{name}.csv")


def best_threshold(labels: np.ndarray, scores: np.ndarray) -> float:
    precision, recall, thresholds = precision_recall_curve(labels, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(thresholds[int(f1[:-1].argmax())])


def classified(ids, scores: np.ndarray, threshold: float, classes: list[str]) -> pd.DataFrame:
    positive, negative = classes
    return pd.DataFrame({"id": ids, "prediction": np.where(scores >= threshold, positive, negative), "score": scores})


def write(frame: pd.DataFrame, path: Path, index: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=index)


SETS = {"wine-quality": wine_quality, "adult": adult, "abt-buy": abt_buy}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    for name, make in SETS.items():
        if (given.data / name).is_dir():
            make(given.data / name, given.out / name)

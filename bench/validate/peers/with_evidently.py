"""evidently: its preset for classification, both models, no slices, no intervals."""

import json
import sys

import pandas as pd
from evidently import BinaryClassification, DataDefinition, Dataset, Report
from evidently.presets import ClassificationPreset

SCORES = {"candidate": "p_candidate", "champion": "p_champion"}
COLUMNS = ["label", *SCORES.values()]
READERS = {"csv": lambda path: pd.read_csv(path, usecols=COLUMNS), "parquet": lambda path: pd.read_parquet(path, columns=COLUMNS),
           "jsonl": lambda path: pd.read_json(path, lines=True)[COLUMNS]}
TASK = BinaryClassification(target="label", prediction_labels="prediction", prediction_probas="score", pos_label=1)


def dataset(table, column):
    answers = pd.DataFrame({"label": table["label"], "score": table[column], "prediction": (table[column] >= 0.5).astype(int)})
    return Dataset.from_pandas(answers, data_definition=DataDefinition(classification=[TASK]))


def measure(data):
    snapshot = Report([ClassificationPreset()]).run(data)
    values = {metric["metric_name"].split("(")[0]: metric["value"] for metric in snapshot.dict()["metrics"]}
    return {"accuracy": float(values["Accuracy"]), "roc-auc": float(values["RocAuc"])}


path = sys.argv[1]
table = READERS[path.rsplit(".", 1)[1]](path)
found = {model: measure(dataset(table, column)) for model, column in SCORES.items()}
print(json.dumps({"rows": len(table), "groups": 1, **found}))

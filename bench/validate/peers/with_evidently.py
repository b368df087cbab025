"""evidently: its preset for classification, one model, no slices, no intervals."""

import json
import sys

import pandas as pd
from evidently import BinaryClassification, DataDefinition, Dataset, Report
from evidently.presets import ClassificationPreset

COLUMNS = ["label", "p_candidate"]
READERS = {"csv": lambda path: pd.read_csv(path, usecols=COLUMNS), "parquet": lambda path: pd.read_parquet(path, columns=COLUMNS),
           "jsonl": lambda path: pd.read_json(path, lines=True)[COLUMNS]}

path = sys.argv[1]
table = READERS[path.rsplit(".", 1)[1]](path)
table["prediction"] = (table["p_candidate"] >= 0.5).astype(int)
task = BinaryClassification(target="label", prediction_labels="prediction", prediction_probas="p_candidate", pos_label=1)
data = Dataset.from_pandas(table, data_definition=DataDefinition(classification=[task]))
snapshot = Report([ClassificationPreset()]).run(data)
values = {metric["metric_name"].split("(")[0]: metric["value"] for metric in snapshot.dict()["metrics"]}
print(json.dumps({"rows": len(table), "groups": 1, "candidate": {"accuracy": float(values["Accuracy"]), "roc-auc": float(values["RocAuc"])}}))

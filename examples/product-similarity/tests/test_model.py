import json
import os
import subprocess
import sys

from conftest import ROOT
from predict import predict
from sklearn.metrics import f1_score
from validate import score

STRANGERS = {"left_name": "Zubrowka steam iron ZB4410", "right_name": "pellworth water kettle 1.7 l DE12"}
TWINS = {
    "left_name": "Zubrowka Pro electric kettle ZB4410",
    "left_description": "Zubrowka Pro electric kettle ZB4410 red 1.5l capacity",
    "right_name": "zubrowka water kettle 1.5 l ZB-4410 pro",
    "right_description": "",
}


def test_the_model_passes_the_gate_of_the_repository_on_the_held_out_pairs(model_dir, test_pairs):
    results = score(model_dir, [{k: v for k, v in pair.items() if k != "match"} for pair in test_pairs])

    assert len(results) == len(test_pairs)
    assert f1_score([pair["match"] for pair in test_pairs], [r["prediction"] for r in results], pos_label="1") >= 0.85


def test_the_prediction_follows_the_score_and_the_threshold_of_the_model(model, test_pairs):
    assert all((r["score"] >= model["threshold"]) == (r["prediction"] == "1") for r in predict(model, test_pairs))


def test_products_that_training_never_saw_are_compared(model):
    strangers, twins = predict(model, [STRANGERS, TWINS])

    assert (strangers["prediction"], twins["prediction"]) == ("0", "1")


def test_equal_training_gives_equal_bytes_whatever_the_process(channels, params, tmp_path):
    first, second = (trained_apart(channels, params, tmp_path / seed, seed) for seed in ("0", "7"))

    assert first == second


def trained_apart(channels, params, out, hash_seed) -> bytes:
    out.mkdir()
    program = (
        "import sys, json; from pathlib import Path; from train import train; "
        "data, params, out = map(json.loads, sys.argv[1:]); "
        "train({name: Path(path) for name, path in data.items()}, params, Path(out))"
    )
    paths = {name: str(path) for name, path in channels.items()}
    arguments = [json.dumps(value) for value in (paths, params, str(out))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "model"), "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", program, *arguments], env=environment, check=True)
    return (out / "model.pkl").read_bytes()


def test_no_pairs_give_no_predictions(model):
    assert predict(model, []) == []

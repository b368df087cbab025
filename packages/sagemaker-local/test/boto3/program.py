"""A process image's program: trains by counting rows, scores and serves by reading its model."""

import json
import os
import pathlib
import sys
import tarfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BASE = pathlib.Path(os.environ["SAGEMAKER_BASE_DIR"])


def train():
    rows = (BASE / "input/data/train/rows.csv").read_text().splitlines()
    weight = json.loads((BASE / "input/config/hyperparameters.json").read_text())["weight"]
    print(f"metric rows={len(rows)}")
    (BASE / "model/weights.json").write_text(json.dumps({"weight": int(weight)}))


def train_with_checkpoint():
    (BASE / "checkpoints/epoch.txt").write_text("epoch 1")
    (BASE / "model/weights.json").write_text(json.dumps({"weight": 1}))


def score():
    with tarfile.open(BASE / "processing/input/model/model.tar.gz") as archive:
        archive.extractall(BASE / "unpacked", filter="data")
    weight = read_weight(BASE / "unpacked")
    ids = (BASE / "processing/input/held-out/ids.csv").read_text().split()
    lines = ["id,prediction"] + [f"{row},{weight * int(row)}" for row in ids]
    (BASE / "processing/output/predictions/predictions.csv").write_text("\n".join(lines) + "\n")


def serve():
    weight = read_weight(BASE / "model")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def answer(self, status, body):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            self.answer(200, b"{}")

        def do_POST(self):
            value = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not isinstance(value, int):
                return self.answer(400, b"not a number")
            self.answer(200, json.dumps(value * weight).encode())

    port = int(os.environ["SAGEMAKER_BIND_TO_PORT"])
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


def read_weight(folder):
    return json.loads((folder / "weights.json").read_text())["weight"]


if __name__ == "__main__":
    {"train": train, "train-with-checkpoint": train_with_checkpoint, "score": score, "serve": serve}[sys.argv[1]]()

"""Runs the runtime as jobs and endpoints do: as a process, in folders, over HTTP.

pip install --require-hashes -r examples/tabular-classification/tests/requirements.txt
pytest packages/core/runtime
"""

import csv
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import mlops_runtime
import pytest

RUNTIME = Path(mlops_runtime.__file__).resolve()

TRAIN = """
import json
def train(data, params, out):
    (out / "seen.json").write_text(json.dumps([{name: path.name for name, path in data.items()}, params]))
    return {"f1": 0.5, "loss": float("nan")}
"""
DEBUG = """
if __name__ == '__main__':
    import sys
    sys.path.insert(0, 'RUNTIME')
    from mlops_runtime import debug
    debug(__file__)
"""
SCORE = """
def score(model_dir, rows):
    names = (model_dir / "weights.txt").read_text()
    return [{"prediction": row["x"] * 2, "score": 0.1, "columns": names} for row in rows]
"""
APP = """
import os, threading
def create_app(model_dir):
    name = (model_dir / "weights.txt").read_text()
    handled = os.open(model_dir / "handled", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    def app(environ, start_response):
        os.write(handled, b".")
        threading.Event().wait(0.1)
        body = environ["wsgi.input"].read() + name.encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]
    return app
"""


@pytest.fixture
def base(tmp_path):
    folder = tmp_path / "ml"
    (folder / "input" / "config").mkdir(parents=True)
    return folder


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def start(base, arguments, **environment):
    variables = {"PATH": os.environ["PATH"], "SAGEMAKER_BASE_DIR": str(base), "PYTHONUNBUFFERED": "1", **environment}
    return subprocess.Popen(
        [sys.executable, str(RUNTIME), *map(str, arguments)],
        cwd=base,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run(base, *arguments, **environment):
    process = start(base, arguments, **environment)
    output, _ = process.communicate(timeout=60)
    return process.returncode, output


def hyperparameters(base, values):
    write(base / "input" / "config" / "hyperparameters.json", json.dumps(values))


# ---------------------------------------------------------------------------------------------------------------- train


def test_training_gets_typed_hyperparameters_and_channels_as_file_or_folder(base, tmp_path):
    script = write(tmp_path / "model" / "train.py", TRAIN)
    write(base / "input" / "data" / "train" / "rows.csv", "a\n")
    write(base / "input" / "data" / "images" / "1.txt", "a")
    write(base / "input" / "data" / "images" / "2.txt", "a")
    hyperparameters(
        base, {"n": "300", "on": "true", "list": '["a"]', "text": "plain", "quoted": '"300"', "sagemaker_x": "1"}
    )

    code, output = run(base, "train", script)

    assert code == 0, output
    data, params = json.loads((base / "model" / "seen.json").read_text())
    assert data == {"train": "rows.csv", "images": "images"}
    assert params == {"n": 300, "on": True, "list": ["a"], "text": "plain", "quoted": "300"}


def test_metrics_are_printed_for_the_job_and_written_as_valid_json(base, tmp_path):
    code, output = run(base, "train", write(tmp_path / "train.py", TRAIN))

    assert code == 0
    assert "metric f1=0.5" in output.splitlines()
    assert json.loads((base / "output" / "data" / "metrics.json").read_text()) == {"f1": 0.5, "loss": None}


def test_prediction_code_and_lock_travel_with_the_model(base, tmp_path):
    script = write(tmp_path / "model" / "train.py", TRAIN)
    write(tmp_path / "model" / "predict.py", "def load(d): ...\n")
    write(tmp_path / "model" / "requirements.txt", "a==1\n")

    run(base, "train", script)

    assert sorted(path.name for path in (base / "model" / "code").iterdir()) == [
        "predict.py",
        "requirements.txt",
        "train.py",
    ]


def test_a_failure_is_told_by_its_last_line_and_the_exit_code(base, tmp_path):
    code, output = run(
        base, "train", write(tmp_path / "train.py", "def train(data, params, out):\n    raise ValueError('no rows')\n")
    )

    assert code == 1
    assert (base / "output" / "failure").read_text() == "ValueError: no rows"
    assert "Traceback" in output


def test_metrics_that_are_no_dict_are_refused(base, tmp_path):
    code, _ = run(base, "train", write(tmp_path / "train.py", "def train(data, params, out):\n    return 0.5\n"))

    assert code == 1
    assert "must return a dict" in (base / "output" / "failure").read_text()


def test_a_classic_script_gets_variables_and_arguments(base, tmp_path):
    script = write(
        tmp_path / "classic.py",
        "import os, sys, pathlib\n"
        "assert __name__ == '__main__'\n"
        "pathlib.Path(os.environ['SM_MODEL_DIR'], 'seen').write_text(' '.join([*sys.argv[1:], os.environ['SM_CHANNEL_TRAIN']]))\n",
    )
    write(base / "input" / "data" / "train" / "rows.csv", "a\n")
    hyperparameters(base, {"epochs": "3", "name": "x"})

    code, output = run(base, "train", script)

    assert code == 0, output
    assert (base / "model" / "seen").read_text() == f"--epochs 3 --name x {base / 'input' / 'data' / 'train'}"


def test_a_classic_script_that_exits_with_an_error_fails_the_job(base, tmp_path):
    code, _ = run(base, "train", write(tmp_path / "classic.py", "import sys\nsys.exit(3)\n"))

    assert code == 1
    assert (base / "output" / "failure").read_text() == "SystemExit: 3"


def test_the_script_may_come_from_the_environment(base, tmp_path):
    code, _ = run(base, "train", MLOPS_TRAIN_SCRIPT=str(write(tmp_path / "train.py", TRAIN)))

    assert code == 0


@pytest.mark.parametrize("arguments", [[], ["bake"], ["train"]])
def test_what_cannot_be_run_is_explained(base, arguments):
    assert run(base, *arguments)[0] == 2


# ---------------------------------------------------------------------------------------------------------------- score


def scoring(base, rows, weights="w"):
    write(base / "processing" / "input" / "held-out" / "held-out.csv", rows)
    archive = base / "processing" / "input" / "model" / "model.tar.gz"
    archive.parent.mkdir(parents=True)
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(write(base / "weights.txt", weights), arcname="weights.txt")
    return base / "processing" / "output" / "predictions" / "predictions.csv"


def test_scoring_writes_one_line_per_row_in_order(base, tmp_path):
    target = scoring(base, 'key,x\nb,1\na,"2,5"\n')

    code, output = run(base, "score", write(tmp_path / "validate.py", SCORE), MLOPS_ID_COLUMN="key")

    assert code == 0, output
    assert list(csv.reader(target.open(newline=""))) == [
        ["id", "prediction", "score"],
        ["b", "11", "0.1"],
        ["a", "2,52,5", "0.1"],
    ]


def test_an_id_that_was_added_is_taken_out_of_the_rows(base, tmp_path):
    target = scoring(base, "mlops_row_id,x\n7,1\n")
    script = write(
        tmp_path / "validate.py", "def score(model_dir, rows):\n    return [','.join(row) for row in rows]\n"
    )

    run(base, "score", script, MLOPS_ID_COLUMN="mlops_row_id")

    assert target.read_text() == "id,prediction\n7,x\n"


def test_rows_without_an_id_are_numbered(base, tmp_path):
    target = scoring(base, "x\n1\n2\n")

    run(base, "score", write(tmp_path / "validate.py", SCORE))

    assert [line.split(",")[0] for line in target.read_text().splitlines()] == ["id", "0", "1"]


def test_another_number_of_results_than_rows_fails(base, tmp_path):
    target = scoring(base, "id,x\n1,1\n2,2\n")

    code, output = run(
        base, "score", write(tmp_path / "v.py", "def score(m, rows):\n    return [1]\n"), MLOPS_ID_COLUMN="id"
    )

    assert code == 1
    assert "returned 1 results for 2 rows" in output
    assert not target.exists()


def test_an_archive_that_leaves_its_folder_is_refused(base, tmp_path):
    scoring(base, "id,x\n1,1\n")
    archive = base / "processing" / "input" / "model" / "model.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(write(base / "evil.txt", "x"), arcname="../../evil.txt")

    code, _ = run(base, "score", write(tmp_path / "v.py", SCORE), MLOPS_ID_COLUMN="id")

    assert code == 1


# ---------------------------------------------------------------------------------------------------------------- serve


@pytest.fixture
def endpoint(base, tmp_path):
    write(base / "model" / "weights.txt", "w")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = write(tmp_path / "app.py", APP)
    process = start(base, ["serve", script], SAGEMAKER_BIND_TO_PORT=str(port), MLOPS_MODEL_DIGEST="d1")
    for line in process.stdout:
        if '"event": "ready"' in line:
            break
    while not listening(port):
        assert process.poll() is None
    yield process, port
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
    process.stdout.close()


def listening(port):
    """The application may be ready a moment before the server accepts."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(connection, method, path, body=None):
    connection.request(method, path, body)
    answer = connection.getresponse()
    return answer.status, answer.read(), dict(answer.getheaders())


def test_every_answer_names_the_model(endpoint):
    connection = http.client.HTTPConnection("127.0.0.1", endpoint[1], timeout=30)

    status, body, headers = ask(connection, "GET", "/ping")
    called = ask(connection, "POST", "/invocations", b"hello ")

    assert (status, json.loads(body)) == (200, {"status": "ok", "model_digest": "d1"})
    assert called[:2] == (200, b"hello w")
    header = "X-Amzn-SageMaker-Custom-Attributes".lower()
    assert [{k.lower(): v for k, v in h.items()}[header] for h in (headers, called[2])] == ["model-digest=d1"] * 2


@pytest.mark.parametrize("send", [os.kill, os.killpg], ids=["server", "group"])
def test_sigterm_answers_every_request_that_reached_the_application(endpoint, base, send):
    """A kept connection may be closed while it is idle: a request sent at that moment is refused unseen, never half done."""
    process, port = endpoint
    statuses, refused, answered = [], [], threading.Semaphore(0)

    def client():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            try:
                if connection.sock is None:
                    connection.connect()
            except ConnectionRefusedError:
                return
            try:
                statuses.append(ask(connection, "POST", "/invocations", b"x")[0])
                answered.release()
            except (http.client.HTTPException, OSError) as error:
                refused.append(error)
                return

    threads = [threading.Thread(target=client, daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert all(answered.acquire(timeout=30) for _ in range(24))
    send(process.pid, signal.SIGTERM)
    for thread in threads:
        thread.join(30)

    assert set(statuses) == {200}
    assert len(statuses) == len((base / "model" / "handled").read_bytes())
    assert all(isinstance(error, (http.client.RemoteDisconnected, ConnectionError)) for error in refused)
    assert process.wait(30) == 0


def test_a_model_that_cannot_be_loaded_ends_the_server(base, tmp_path):
    code, output = run(
        base,
        "serve",
        write(tmp_path / "app.py", "def create_app(d):\n    raise KeyError('weights')\n"),
        SAGEMAKER_BIND_TO_PORT="0",
    )

    assert code != 0
    assert "KeyError: 'weights'" in output


# ---------------------------------------------------------------------------------------------------------------- debug


def test_a_program_trains_with_the_paths_of_its_configuration(tmp_path):
    lines = [f"{number},v" for number in range(200)]
    write(tmp_path / "data" / "rows.csv", "\n".join(["id,x", *lines]) + "\n")
    write(
        tmp_path / "base.yml",
        "model: m\ndata: {table: data/rows.csv, held-out-share: 0.3}\ntrain: {hyperparameters: {a: 1, b: 2}}\n",
    )
    write(tmp_path / "mlops.yml", "extends: base.yml\ntrain: {hyperparameters: {b: 3}}\n")
    program = TRAIN + DEBUG.replace("RUNTIME", str(RUNTIME.parent))
    script = write(tmp_path / "model" / "train.py", program)

    subprocess.run([sys.executable, str(script)], check=True, cwd=tmp_path, capture_output=True)

    place = tmp_path / ".mlops" / "debug" / "m"
    assert json.loads((place / "model" / "seen.json").read_text()) == [{"train": "train.csv"}, {"a": 1, "b": 3}]
    kept = (place / "train.csv").read_text().splitlines()[1:]
    assert kept == [line for line in lines if not mlops_runtime.is_held_out(line, 0.3)]
    assert 110 < len(kept) < 170


def test_a_record_may_hold_line_ends_and_the_file_may_use_crlf():
    assert mlops_runtime.raw_records('a,b\r\n1,"x\r\ny"\r\n\r\n2,z') == ["a,b", '1,"x\r\ny"', "2,z"]


def test_the_examples_carry_this_runtime_byte_for_byte():
    copies = sorted((RUNTIME.parents[3] / "examples").glob("*/mlops_runtime.py"))

    assert len(copies) >= 2
    assert all(copy.read_bytes() == RUNTIME.read_bytes() for copy in copies)

"""The endpoint: POST /invocations with `{"instances": [{...pair...}, ...]}` answers `{"predictions": [...]}`.

The runtime around it answers /ping and names the model on every answer.
"""

import sys
from pathlib import Path

from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "model"))
from predict import load, predict  # noqa: E402
from preprocessing import InvalidRow  # noqa: E402

MAX_BODY_BYTES = 6 * 1024 * 1024  # what SageMaker lets through to a real-time endpoint


def create_app(model_dir: Path) -> Flask:
    """Loads the model and returns the application."""
    model = load(model_dir)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES

    @app.post("/invocations")
    def invocations():
        return jsonify(predictions=predict(model, read_instances()))

    app.register_error_handler(InvalidRequest, lambda error: (jsonify(error.body), 400))
    app.register_error_handler(InvalidRow, invalid_row)
    app.register_error_handler(HTTPException, http_error)
    return app


class InvalidRequest(Exception):
    """A body that does not have the form of a request."""

    def __init__(self, message: str, path: str):
        super().__init__(message)
        self.body = {"code": "INVALID_REQUEST", "message": message, "path": path}


def read_instances() -> list[dict]:
    try:
        body = request.get_json(force=True, silent=True)
    except RecursionError as error:
        raise InvalidRequest("The body is nested too deeply.", "") from error
    if not isinstance(body, dict):
        raise InvalidRequest("The body must be a JSON object.", "")
    instances = body.get("instances")
    if not isinstance(instances, list) or not instances:
        raise InvalidRequest('"instances" must be a list of at least one row.', "/instances")
    for index, row in enumerate(instances):
        if not isinstance(row, dict):
            raise InvalidRequest("A row must be an object.", f"/instances/{index}")
    return instances


def invalid_row(error: InvalidRow):
    path = f"/instances/{error.index}/{error.column}"
    return jsonify(code="INVALID_ROW", message=str(error), path=path), 400


def http_error(error: HTTPException):
    code = error.name.upper().replace(" ", "_")
    return jsonify(code=code, message=error.description, path=""), error.code

import pytest
from app import create_app


@pytest.fixture(scope="module")
def client(model_dir):
    return create_app(model_dir).test_client()


def test_answers_one_prediction_per_instance(client, rows):
    answer = client.post("/invocations", json={"instances": rows[:3]})

    assert answer.status_code == 200
    assert [sorted(one) for one in answer.json["predictions"]] == [["prediction", "score"]] * 3
    assert answer.json["predictions"][0]["prediction"] == "malignant"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[1]", ""),
        (b"[" * 100_000, ""),
        (b"\xff\xfe", ""),
        (b"{}", "/instances"),
        (b'{"instances": []}', "/instances"),
        (b'{"instances": [1]}', "/instances/0"),
        (b'{"instances": [{"mean_radius": "wide"}]}', "/instances/0/mean_radius"),
        (b'{"instances": [{"mean_radius": NaN}]}', "/instances/0/mean_radius"),
        (b'{"instances": [{"mean_radius": 1' + b"0" * 400 + b"}]}", "/instances/0/mean_radius"),
    ],
)
def test_a_bad_body_is_answered_with_400_and_the_place(client, body, path):
    answer = client.post("/invocations", data=body)

    assert answer.status_code == 400
    assert sorted(answer.json) == ["code", "message", "path"]
    assert answer.json["path"] == path


def test_a_body_that_is_too_large_is_answered_with_413(client):
    answer = client.post("/invocations", data=b" " * (6 * 1024 * 1024 + 1))

    assert answer.status_code == 413
    assert answer.json["code"] == "REQUEST_ENTITY_TOO_LARGE"


def test_another_path_is_answered_with_404_in_the_same_form(client):
    answer = client.get("/nothing")

    assert answer.status_code == 404
    assert sorted(answer.json) == ["code", "message", "path"]

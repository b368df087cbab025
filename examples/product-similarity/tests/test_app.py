import pytest
from app import create_app


@pytest.fixture(scope="module")
def client(model_dir):
    return create_app(model_dir).test_client()


def test_answers_one_prediction_per_pair(client, test_pairs):
    answer = client.post("/invocations", json={"instances": test_pairs[:3]})

    assert answer.status_code == 200
    assert [sorted(one) for one in answer.json["predictions"]] == [["prediction", "score"]] * 3


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[1]", ""),
        (b"[" * 100_000, ""),
        (b"{}", "/instances"),
        (b'{"instances": []}', "/instances"),
        (b'{"instances": ["a"]}', "/instances/0"),
        (b'{"instances": [{"left_name": "a"}]}', "/instances/0/right_name"),
        (b'{"instances": [{"left_name": {}, "right_name": "a"}]}', "/instances/0/left_name"),
    ],
)
def test_a_bad_body_is_answered_with_400_and_the_place(client, body, path):
    answer = client.post("/invocations", data=body)

    assert answer.status_code == 400
    assert sorted(answer.json) == ["code", "message", "path"]
    assert answer.json["path"] == path


def test_a_body_that_is_too_large_is_answered_with_413(client):
    assert client.post("/invocations", data=b" " * (6 * 1024 * 1024 + 1)).status_code == 413

"""Cuts the service models this server answers with out of botocore's.

Keeps shapes and constraints of the operations below and nothing else: no documentation, no examples, no endpoints.

    python3 -m venv /tmp/botocore && /tmp/botocore/bin/pip install botocore==1.44.5
    /tmp/botocore/bin/python scripts/cut-service-model.py            # writes src/model/*.json
    /tmp/botocore/bin/python scripts/cut-service-model.py --check    # exits 1 when a committed file differs
"""

import gzip
import json
import pathlib
import sys

import botocore

BOTOCORE = "1.44.5"
TARGET = pathlib.Path(__file__).resolve().parent.parent / "src" / "model"

SERVED = {
    "sagemaker": [
        "AddTags", "DeleteTags", "ListTags",
        "CreateTrainingJob", "DescribeTrainingJob", "StopTrainingJob", "ListTrainingJobs", "DeleteTrainingJob",
        "CreateProcessingJob", "DescribeProcessingJob", "StopProcessingJob", "ListProcessingJobs", "DeleteProcessingJob",
        "CreateModel", "DescribeModel", "DeleteModel", "ListModels",
        "CreateEndpointConfig", "DescribeEndpointConfig", "DeleteEndpointConfig", "ListEndpointConfigs",
        "CreateEndpoint", "DescribeEndpoint", "UpdateEndpoint", "UpdateEndpointWeightsAndCapacities", "DeleteEndpoint",
        "ListEndpoints",
        "CreateModelPackageGroup", "DescribeModelPackageGroup", "DeleteModelPackageGroup", "ListModelPackageGroups",
        "CreateModelPackage", "DescribeModelPackage", "UpdateModelPackage", "DeleteModelPackage", "ListModelPackages",
    ],
    "logs": ["DescribeLogGroups", "DescribeLogStreams", "FilterLogEvents", "GetLogEvents"],
    "sts": ["AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity"],
    "sagemaker-runtime": ["InvokeEndpoint"],
}

SHAPE_KEYS = ("type", "required", "min", "max", "pattern", "enum", "flattened", "payload", "union", "exception", "error")
MEMBER_KEYS = ("shape", "location", "locationName", "idempotencyToken")


def load(service):
    data = pathlib.Path(botocore.__file__).parent / "data" / service
    path = sorted(data.glob("*/service-2.json*"))[-1]
    raw = path.read_bytes()
    return json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)


def member(definition):
    return {key: definition[key] for key in MEMBER_KEYS if key in definition}


def shape(definition):
    kept = {key: definition[key] for key in SHAPE_KEYS if key in definition}
    if "members" in definition:
        kept["members"] = {name: member(value) for name, value in definition["members"].items()}
    for key in ("member", "key", "value"):
        if key in definition:
            kept[key] = member(definition[key])
    return kept


def references(definition):
    yield from (value["shape"] for value in definition.get("members", {}).values())
    yield from (definition[key]["shape"] for key in ("member", "key", "value") if key in definition)


def operation(definition):
    kept = {"http": {key: definition["http"][key] for key in ("method", "requestUri")}}
    for key in ("input", "output"):
        if key in definition:
            kept[key] = definition[key]["shape"]
    kept["errors"] = sorted(error["shape"] for error in definition.get("errors", []))
    return kept


def cut(service, names):
    model = load(service)
    operations = {name: operation(model["operations"][name]) for name in sorted(names)}
    waiting = [value for kept in operations.values() for value in (kept.get("input"), kept.get("output"), *kept["errors"])]
    shapes = {}
    while waiting:
        name = waiting.pop()
        if name is None or name in shapes:
            continue
        shapes[name] = shape(model["shapes"][name])
        waiting.extend(references(model["shapes"][name]))
    metadata = {key: model["metadata"].get(key) for key in ("serviceId", "apiVersion", "protocol", "targetPrefix")}
    return {
        "source": f"botocore {BOTOCORE} (Apache-2.0), cut by scripts/cut-service-model.py",
        "metadata": metadata,
        "operations": operations,
        "shapes": dict(sorted(shapes.items())),
    }


def text(model):
    """One line per operation and shape: a new botocore reads as a short diff."""
    def block(entries):
        lines = (f"{json.dumps(name)}: {json.dumps(value, separators=(',', ':'))}" for name, value in entries.items())
        return "{\n" + ",\n".join(lines) + "\n}"

    parts = (f"{json.dumps(key)}: {block(model[key])}" for key in ("operations", "shapes"))
    head = f"{json.dumps('source')}: {json.dumps(model['source'])},\n\"metadata\": {json.dumps(model['metadata'])}"
    return "{\n" + head + ",\n" + ",\n".join(parts) + "\n}\n"


def main():
    if botocore.__version__ != BOTOCORE:
        sys.exit(f"botocore {BOTOCORE} is needed, this is {botocore.__version__}")
    stale = []
    for service, names in SERVED.items():
        path = TARGET / f"{service}.json"
        wanted = text(cut(service, names))
        if "--check" not in sys.argv:
            path.write_text(wanted)
        elif not path.exists() or path.read_text() != wanted:
            stale.append(path.name)
    if stale:
        sys.exit(f"differs from botocore {BOTOCORE}: {', '.join(stale)}; run scripts/cut-service-model.py")


main()

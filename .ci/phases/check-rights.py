"""Checks every policy in CloudFormation templates against AWS's own list of actions and resource types, which cfn-lint brings.

An action has to exist. One that takes resources names some of them, each of a type that it takes; `*` is for the others alone.
    check-rights.py <template...>
"""

import re
import sys
from collections.abc import Iterator

from cfnlint.data import AdditionalSpecs
from cfnlint.decode import decode
from cfnlint.helpers import ensure_list, load_resource

SERVICES = load_resource(AdditionalSpecs, "Policies.json")

# The list has a type for it that is optional: metrics of a namespace belong to no dataset.
WITHOUT_RESOURCE = {"cloudwatch:PutMetricData"}

# What a template names by an attribute or a parameter, as an ARN of its type.
NAMED = {
    "Bucket.Arn": "arn:aws:s3:::bucket",
    "DataArns": "arn:aws:s3:::data/*",
    "ExecutionRole.Arn": "arn:aws:iam::0:role/execution",
    "ExecutionRoleArn": "arn:aws:iam::0:role/execution",
    "Key.Arn": "arn:aws:kms:here:0:key/key",
    "KeyArn": "arn:aws:kms:here:0:key/key",
}


def statements(node: object) -> Iterator[dict]:
    """Every statement that gives rights over named resources; trust policies and policies of resources are others."""
    if isinstance(node, dict):
        if node.get("Effect") == "Allow" and "Resource" in node and "Principal" not in node:
            yield node
        for value in node.values():
            yield from statements(value)
    elif isinstance(node, list):
        for value in node:
            yield from statements(value)


def arn(resource: object) -> str:
    if isinstance(resource, str):
        return resource
    ((function, value),) = resource.items()
    if function == "Fn::Sub":
        return re.sub(r"\$\{([^}]+)\}", lambda name: NAMED.get(name[1], "x"), value)
    return NAMED[".".join(ensure_list(value))]


def patterns(action: str) -> list[re.Pattern]:
    """The ARNs that an action takes; none when it takes no resource. Raises KeyError for an action that does not exist."""
    if action in WITHOUT_RESOURCE:
        return []
    service, name = action.split(":")
    known = SERVICES[service]
    return [
        re.compile(re.sub(r"\\\$\\\{\w+\\\}", "[^:/]*", re.escape(text)).replace(r"\.\*", ".*"))
        for kind in known["Actions"][name.lower()].get("Resources", [])
        for text in known["Resources"][kind]["ARNFormats"]
    ]


def problems(statement: dict) -> Iterator[str]:
    resources = [arn(resource) for resource in ensure_list(statement["Resource"])]
    taken = set()
    for action in ensure_list(statement["Action"]):
        try:
            allowed = patterns(action)
        except KeyError:
            yield f"{action} does not exist"
            continue
        matched = {text for text in resources if any(pattern.fullmatch(text) for pattern in allowed)}
        taken |= matched
        if allowed and not matched:
            yield f"{action} takes none of {', '.join(resources)}"
        if not allowed and resources != ["*"]:
            yield f"{action} takes no resource, so it needs *"
    yield from (f"no action takes {text}" for text in resources if text != "*" and text not in taken)


def main(files: list[str]) -> int:
    found = [(file, statement) for file in files for statement in statements(decode(file)[0])]
    said = [f"{file}, {statement.get('Sid')}: {text}" for file, statement in found for text in problems(statement)]
    print(*said, f"{len(found)} statements, {len(said)} problems", sep="\n")
    return 1 if said or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Writes facts.json: what the service model of botocore says of the operations a browser can call.

    pip install botocore==1.44.5 && python3 derive.py > facts.json

Kept: shapes, limits, required members and errors. Left out: every word of documentation.
"""
import gzip
import json
import pathlib

import botocore

KEPT = ("type", "required", "enum", "min", "max", "pattern", "sensitive", "document")


def browser_callable(operation):
    return operation.get("authtype") == "none" or "smithy.api#noAuth" in operation.get("auth", [])


def compact(shape):
    kept = {key: shape[key] for key in KEPT if key in shape}
    if "members" in shape:
        kept["members"] = {name: member["shape"] for name, member in shape["members"].items()}
    for role in ("member", "key", "value"):
        if role in shape:
            kept[role] = shape[role]["shape"]
    return kept


def reachable(shapes, name, found):
    if name in found:
        return
    found[name] = compact(shapes[name])
    inner = list(found[name].get("members", {}).values())
    inner += [found[name][role] for role in ("member", "key", "value") if role in found[name]]
    for next_name in inner:
        reachable(shapes, next_name, found)


def lines(table):
    rows = [f"    {json.dumps(name)}: {json.dumps(table[name])}" for name in sorted(table)]
    return "{\n" + ",\n".join(rows) + "\n  }"


root = pathlib.Path(botocore.__file__).parent / "data/cognito-idp/2016-04-18/service-2.json.gz"
model = json.loads(gzip.decompress(root.read_bytes()))
operations, shapes = {}, {}
for name, operation in model["operations"].items():
    if not browser_callable(operation):
        continue
    output = operation.get("output", {}).get("shape")
    operations[name] = {
        "input": operation["input"]["shape"],
        **({"output": output} if output else {}),
        "errors": sorted({error["shape"] for error in operation["errors"]}),
    }
    reachable(model["shapes"], operation["input"]["shape"], shapes)
    if output:
        reachable(model["shapes"], output, shapes)

source = f"botocore {botocore.__version__}, cognito-idp/2016-04-18/service-2.json (Apache-2.0), by derive.py"
print(f'{{\n  "source": {json.dumps(source)},')
print(f'  "operations": {lines(operations)},')
print(f'  "shapes": {lines(shapes)}\n}}')

"""Checks publiccode.yml against what the standard asks of every catalogue entry."""

import sys
from datetime import date
from typing import Any

from wecare.launch.places import ROOT

PATH = ROOT / "publiccode.yml"
TEXT = {"type": "string", "minLength": 1}
DESCRIPTION = {
    "type": "object",
    "required": ["shortDescription", "longDescription", "features"],
    "properties": {
        "localisedName": TEXT,
        "genericName": {"type": "string", "minLength": 1, "maxLength": 35},
        "shortDescription": {"type": "string", "minLength": 1, "maxLength": 150},
        "longDescription": {"type": "string", "minLength": 150, "maxLength": 10_000},
        "features": {"type": "array", "minItems": 1, "items": TEXT},
    },
}
SCHEMA = {
    "type": "object",
    "required": [
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    ],
    "properties": {
        "publiccodeYmlVersion": {"type": "string", "pattern": r"^0(\.\d+)*$"},
        "name": TEXT,
        "url": {"type": "string", "pattern": "^https://"},
        "platforms": {
            "type": "array",
            "minItems": 1,
            "items": {"enum": ["web", "linux", "windows", "mac", "android", "ios"]},
        },
        "categories": {"type": "array", "items": TEXT},
        "developmentStatus": {"enum": ["concept", "development", "beta", "stable", "obsolete"]},
        "softwareType": {
            "enum": [
                "standalone/mobile",
                "standalone/iot",
                "standalone/desktop",
                "standalone/web",
                "standalone/backend",
                "standalone/other",
                "addon",
                "library",
                "configurationFiles",
            ]
        },
        "releaseDate": {"type": "string", "format": "date"},
        "description": {
            "type": "object",
            "required": ["it"],
            "additionalProperties": DESCRIPTION,
        },
        "legal": {
            "type": "object",
            "required": ["license"],
            "properties": {"license": {"const": "EUPL-1.2"}},
        },
        "maintenance": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": ["internal", "contract", "community", "none"]}},
        },
        "localisation": {
            "type": "object",
            "required": ["localisationReady", "availableLanguages"],
            "properties": {
                "localisationReady": {"type": "boolean"},
                "availableLanguages": {"type": "array", "contains": {"const": "it"}},
            },
        },
    },
}


def problems(entry: Any) -> list[str]:
    """What the entry lacks, each with its place in the file."""
    import jsonschema  # noqa: PLC0415 -- only inside the virtual environment

    found = jsonschema.Draft202012Validator(SCHEMA).iter_errors(_plain(entry))
    return [f"{'.'.join(map(str, error.absolute_path)) or '-'}: {error.message}" for error in found]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def main() -> int:
    import yaml  # noqa: PLC0415 -- only inside the virtual environment

    if not PATH.exists():
        print("publiccode.yml is missing.")
        return 1
    found = problems(yaml.safe_load(PATH.read_text(encoding="utf-8")))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

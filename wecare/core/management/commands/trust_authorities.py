"""Writes the authorities of official trusted lists into the folder of those the portal trusts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from asn1crypto import pem
from django.core.management.base import BaseCommand, CommandError

from wecare.core import clock
from wecare.core.signatures.trusted_list import TrustedListRefused, parse
from wecare.core.signing import trust_folder


class Command(BaseCommand):
    help = "Trust the authorities of national trusted lists (XML files, ETSI TS 119 612)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One or more files."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.xml")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write one PEM file per country, in place of the one before; nothing if any file is bad.

        :raises CommandError: if there is no folder to write to, or a file is no list in force.
        """
        folder = trust_folder()
        if folder is None:
            raise CommandError("SIGNATURE_TRUST is not set: it names the folder to write to.")
        lists = []
        for path in options["files"]:
            try:
                lists.append(parse(path.read_bytes(), at=clock.now()))
            except (TrustedListRefused, OSError) as problem:
                raise CommandError(f"{path}: {problem}") from problem
        folder.mkdir(parents=True, exist_ok=True)
        for each in lists:
            target = folder / f"trusted-list-{each.territory.lower()}.pem"
            beside = target.with_suffix(".new")
            beside.write_bytes(
                b"".join(pem.armor("CERTIFICATE", one.dump()) for one in each.authorities)
            )
            beside.replace(target)
            self.stdout.write(
                f"{each.territory}: {len(each.authorities)} authorities, "
                f"in force until {each.until:%Y-%m-%d}"
            )

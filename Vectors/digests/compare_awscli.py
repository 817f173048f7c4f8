#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the AWS CLI's own validator over the vectors: compare_awscli.py [-v]

`aws cloudtrail validate-logs` works online only. Here its S3 and CloudTrail clients are replaced by ones that serve a
vector's folder and keys. Its exit code is compared with the verdict of the vector: 0 is valid, 1 is altered or
unverified. The differences that docs/DIGESTS.md explains are in DIFFERENCES; any other one, and any that is gone, is an
error. Needs `pip install awscli` (written with version 1.45.11)."""

import contextlib
import io
import json
import pathlib
import sys
import zlib

from awscli.customizations.cloudtrail import validation
from botocore.exceptions import ClientError

CASES = pathlib.Path(__file__).resolve().parent / "cases"
# The letters of docs/DIGESTS.md, with the vectors that show them.
DIFFERENCES = {name: letter for letter, names in {
    "a": "backfill-alone coverage-after coverage-before coverage-hour-more gap-in-chain gap-restart "
         "gap-with-logs chains-a-region-ends chains-two-trails no-digests",
    "b": "gzip-digest-second-member gzip-digest-trailing-byte gzip-log-cut gzip-log-empty-member "
         "gzip-log-second-member gzip-log-trailing-byte",
    "c": "json-duplicate-name json-ends-before-it-begins json-half-previous json-log-hash-algorithm json-log-twice "
         "json-signature-algorithm json-time-with-fraction metadata-algorithm metadata-capital name-other-account "
         "name-other-day name-other-region name-other-time",
    "d": "signature-sha1",
    "e": "key-expired key-refused-base64 key-refused-validity key-too-new",
    "f": "hash-of-previous",
    "g": "log-after-the-newest log-copy-altered log-unlisted log-unlisted-other-name",
    "h": "log-altered-not-asked log-missing-not-asked",
    "i": "backfill-signed-by-the-next gzip-uncompressed key-spki missing-before-the-first",
    "j": "place-other-bucket",
}.items() for name in names.split()}


def content(data):
    try:
        return zlib.decompressobj(31).decompress(data) if data[:2] == b"\x1f\x8b" else data
    except zlib.error:
        return b""


class Bucket:
    """The S3 client: the files of a folder, under the places where digests say that they were delivered."""

    def __init__(self, folder, about):
        self.objects, self.metadata = {}, {}
        files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for path, data in files.items():
            if path.endswith(".head.json"):
                self.metadata[path.removesuffix(".head.json").rsplit("/", 1)[-1]] = {
                    name: value for name, value in json.loads(data)["Metadata"].items() if value is not None}
            else:
                self.objects[path] = data
        # In S3 every digest has its signature beside it. Here the next digest may be the only one that still has it.
        for data in self.objects.values():
            with contextlib.suppress(ValueError, TypeError):
                digest = json.loads(content(data))
                name = (digest.get("previousDigestS3Object") or "").rsplit("/", 1)[-1]
                if name:
                    self.metadata.setdefault(name, {"signature": digest["previousDigestSignature"],
                                                    "signature-algorithm": "SHA256withRSA"})

    def get_client(self, bucket):
        return self

    def get_paginator(self, operation):
        return self

    def paginate(self, Bucket, Marker, Prefix):
        self.page = sorted(key for key in self.objects if key.startswith(Prefix) and key > Marker)
        return self

    def search(self, expression):
        return iter(self.page)

    def get_object(self, Bucket, Key):
        if Key not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": Key}}, "GetObject")
        return {"Body": io.BytesIO(self.objects[Key]), "Metadata": self.metadata.get(Key.rsplit("/", 1)[-1], {})}


class CloudTrail:
    """The CloudTrail and Organizations clients."""

    def __init__(self, about, keys):
        self.about, self.keys = about, keys

    def describe_trails(self, **_):
        trail = self.about["trail"]
        return {"trailList": [{"TrailARN": trail["arn"], "S3BucketName": trail["bucket"],
                               "S3KeyPrefix": trail["prefix"].rstrip("/") or None,
                               "IsOrganizationTrail": bool(trail["organization"])}]}

    def describe_organization(self):
        return {"Organization": {"Id": self.about["trail"]["organization"]}}

    def list_public_keys(self, StartTime, EndTime):
        def seconds(value):
            return value if isinstance(value, (int, float)) else validation.parse_date(value).timestamp()

        return {"PublicKeyList": [key for key in self.keys
                                  if seconds(key["ValidityStartTime"]) <= EndTime.timestamp()
                                  and StartTime.timestamp() <= seconds(key["ValidityEndTime"])]}


def run(name, about):
    """The exit code and what was printed."""
    keys = [key for file in about["keys"] for key in json.loads((CASES / name / file).read_text())["PublicKeyList"]]
    command = validation.CloudTrailValidateLogs(None)
    command.trail_arn, command.account_id = about["trail"]["arn"], about["trail"]["account"]
    command._source_region, command.is_verbose = about["trail"]["region"], True
    command.start_time = validation.normalize_date(validation.parse_date(about.get("from", "2026-02-28T20:00:00Z")))
    command.end_time = validation.normalize_date(validation.parse_date(about.get("until", "2026-03-01T08:00:00Z")))
    command.s3_client_provider = Bucket(CASES / name / "folder", about)
    command.cloudtrail_client = command.organization_client = CloudTrail(about, keys)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        command._call()
    invalid = command._invalid_digests + command._invalid_backfill_digests + command._invalid_logs
    return (1 if invalid else 0), out.getvalue()


def main():
    agree, different, faults = 0, 0, 0
    for path in sorted(CASES.iterdir()):
        about = json.loads((path / "expected.json").read_text())
        if about["verdict"] == "refused" and about["refusal"] == "JSON":
            continue
        try:
            code, said = run(path.name, about)
        except Exception as error:
            code, said = 255, f"{type(error).__name__}: {error}"
        ours = 0 if about["verdict"] == "valid" else 1
        known = DIFFERENCES.get(path.name)
        if "-v" in sys.argv:
            print(f"== {path.name}: {about['verdict']}, AWS CLI {code}\n{said}")
        if min(code, 1) == ours:
            agree += 1
            if known:
                print(f"{path.name}: no longer different")
                faults += 1
        elif known:
            different += 1
            print(f"{path.name}: {about['verdict']}, AWS CLI exits with {code}: difference {known}")
        else:
            faults += 1
            print(f"{path.name}: {about['verdict']}, AWS CLI exits with {code}; UNEXPLAINED: {about['title']}")
    print(f"{agree} agree, {different} known differences, {faults} unexplained")
    return 1 if faults else 0


sys.exit(main())

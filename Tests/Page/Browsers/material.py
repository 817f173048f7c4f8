# SPDX-License-Identifier: Apache-2.0
"""Sheets for the tests: dealt by the program, and then scanned, photographed and filmed."""

import base64
import functools
import hashlib
import json
import os
import pathlib
import subprocess
import zlib

from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[3]
PASSWORD = "kR7#vLq2!nZ9wXp4"
USER = "root@example.com"
PASSPHRASE = "lava guru undo taxi echo flap"

#: How many hostile piles the browsers read; node reads more.
PILES = 8

PEOPLE = ["--group", "Security:2", "--custodian", "Security:Ana Ruiz", "--custodian", "Security:Bo Chen",
          "--custodian", "Security:Chloé Martin", "--group", "Operations:1", "--custodian", "Operations:Dana Novak",
          "--custodian", "Operations:Emeka Obi"]


def vectors(name):
    """A share set of the test vectors."""
    return json.loads((ROOT / "Vectors" / "sets" / f"{name}.json").read_text(encoding="utf-8"))


def code(kind, body):
    """The text of a code (docs/FORMAT.md, section 10)."""
    check = hashlib.blake2b(kind.encode() + body, digest_size=16, person=b"BGv1 check").digest()[:4]
    return kind + base64.b32encode(body + check).decode().rstrip("=")


class Material:
    """Sheets in a folder, made once each."""

    def __init__(self, breakglass, folder):
        self.breakglass = breakglass
        self.folder = pathlib.Path(folder)

    def run(self, *arguments, home=None):
        """Runs the program, and returns what it prints."""
        environment = {**os.environ, "HOME": str(home or self.folder)}
        # Neither the folder nor the settings of the person who runs this may name a binder.
        environment.pop("XDG_CONFIG_HOME", None)
        done = subprocess.run([self.breakglass, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False, env=environment, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def merge(self, name, dealt, journal):
        """Merges the journal of a dealing and then that of a page into a new binder, and returns what is said then and
        when the ledger is verified."""
        home = self.folder / f"home-{name}"
        home.mkdir()
        binder = home / "binder"
        self.run("init", binder, "--by", "Test", "--name", "example.com", "--organisation", "Example Corp", "--account",
                 "AWS root, example.com", "--credential", "root password", *PEOPLE, home=home)
        self.run("ledger", "merge", "--binder", binder, self.folder / f"{dealt}.jsonl", home=home)
        said = self.run("ledger", "merge", "--binder", binder, journal, home=home)
        return said + self.run("ledger", "verify", "--binder", binder, home=home)

    @functools.lru_cache(maxsize=None)
    def deal(self, name, *options, credential="root password"):
        """Deals a set, and returns the folder of its sheets as PNG."""
        files = {"user name:text": USER, "password": PASSWORD}
        fields = []
        for field, value in files.items():
            path = self.folder / f"{name}-{field.split(':')[0].replace(' ', '-')}"
            path.write_text(value, encoding="utf-8")
            fields += ["--field-from", f"{field}={path}"]
        passphrase = self.folder / "passphrase"
        passphrase.write_text(PASSPHRASE, encoding="utf-8")
        sheets = self.folder / name
        self.run("split", "--account", "AWS root, example.com", "--credential", credential, *PEOPLE, *fields, "--format",
                 "png", "--no-read-back", "--to-disk", "--by", "Test", "--journal", self.folder / f"{name}.jsonl",
                 "--output", sheets, *[option.replace("PASSPHRASE", str(passphrase)) for option in options])
        return sheets

    def sheet(self, name, share):
        """The first page of a custodian's sheet."""
        return self.deal(name) / f"sheet-{share}-1.png"

    def quorum(self, name):
        """The first pages of a smallest quorum."""
        return [self.deal(name) / f"sheet-{share}-1.png" for share in ("g1m1", "g1m3", "g2m2")]

    def photograph(self, sheet):
        """A photograph of a sheet: turned, from the side, in uneven light, a little blurred."""
        photo = self.folder / f"photo-{sheet.parent.name}-{sheet.stem}.jpg"
        if not photo.exists():
            subprocess.run(
                ["convert", sheet, "-resize", "2000x", "-bordercolor", "#6b5a45", "-border", "120", "-virtual-pixel",
                 "edge", "-distort", "Perspective", "0,0 60,90  2240,0 2170,20  2240,3069 2230,3040  0,3069 20,2990",
                 "-rotate", "4", "-blur", "0x0.8", "(", "+clone", "-fill", "white", "-colorize", "100", "-size",
                 "2400x3300", "-sparse-color", "Barycentric", "0,0 gray100 2400,3300 gray70", ")", "-compose",
                 "multiply", "-composite", "-attenuate", "0.15", "+noise", "Gaussian", "-quality", "82", photo],
                check=True)
        return photo

    def scan(self, sheets, name):
        """A scanner's PDF: a JPEG a page."""
        path = self.folder / name
        pages = [Image.open(sheet).convert("L").resize((1654, 2339)) for sheet in sheets]
        pages[0].save(path, "PDF", resolution=200, save_all=True, append_images=pages[1:], quality=85)
        return path

    def pdf(self, name, sheet, filters, stream, bits=8):
        """A PDF with one picture that is packed by these filters."""
        with Image.open(sheet) as page:
            width, height = page.size
        head = (f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
                f" /BitsPerComponent {bits} /Filter {filters} /Length {len(stream)} >>")
        body = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n4 0 obj\n" + head.encode()
        path = self.folder / name
        path.write_bytes(body + b"\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF\n")
        return path

    def deflated(self, sheet, name):
        """A PDF whose picture is only deflated."""
        return self.pdf(name, sheet, "/FlateDecode", zlib.compress(Image.open(sheet).convert("L").tobytes()))

    def set_code(self, name):
        """The code of a dealt set (docs/FORMAT.md, section 13)."""
        manifest = (self.deal(name) / "manifest.bgm").read_bytes()
        letters = base64.b32encode(hashlib.sha256(manifest).digest()[:10]).decode()
        return "-".join(letters[place:place + 4] for place in range(0, 16, 4))

    def foreign(self):
        """A picture of a code that is not from Breakglass."""
        path = self.folder / "foreign.png"
        subprocess.run(["qrencode", "-s", "8", "-o", path, "https://example.com/"], check=True)
        return path

    def fax(self, sheet, name):
        """A PDF whose picture is coded as a fax."""
        return self.pdf(name, sheet, "/CCITTFaxDecode", b"\x00" * 64, bits=1)

    @functools.lru_cache(maxsize=None)
    def cases(self):
        """Vectors that must fail, hostile piles and damaged pictures, as files (Tests/Page/support/write-cases.mjs)."""
        folder = self.folder / "cases"
        folder.mkdir()
        made = subprocess.run(["node", ROOT / "Tests" / "Page" / "support" / "write-cases.mjs", folder, str(PILES)],
                              capture_output=True, text=True, check=True)
        return json.loads(made.stdout)

    @functools.lru_cache(maxsize=None)
    def inspected(self, *paths):
        """What `breakglass inspect` says about each of these files."""
        done = subprocess.run([self.breakglass, "inspect", *paths], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if not line.split(": ")[-1].startswith("no code was found")]
        return {path: [line.removeprefix(f"{path}: ") for line in lines if line.startswith(f"{path}: ")]
                for path in paths}

    @functools.lru_cache(maxsize=None)
    def refused(self, name, share, passphrase, *paths):
        """What `breakglass recover` says when it does not open these files; the passphrase is that of a share."""
        options = []
        if share is not None:
            path = self.folder / f"{name}.passphrase"
            path.write_text(passphrase, encoding="utf-8")
            options = ["--passphrase-from", f"{share}={path}", "--allow-swap"]
        done = subprocess.run(
            [self.breakglass, "recover", "--reason", "a test", "--journal", self.folder / f"{name}.jsonl", "--field",
             "password", "--output", "-", *options, *paths],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            env={**os.environ, "HOME": str(self.folder)})
        assert done.returncode != 0, f"the program opens {name}"
        return done.stderr

    def film(self, sheets, name):
        """A film for a fake camera: each sheet's codes are held up for some frames, then comes the next one."""
        path = self.folder / name
        with open(path, "wb") as film:
            for sheet in sheets:
                frame = self.folder / "frame.jpg"
                page = Image.open(sheet).convert("RGB")
                page.crop((0, 1400, 2480, 3195)).resize((1440, 1042)).save(frame, quality=90)
                film.write(frame.read_bytes() * 60)
        return path

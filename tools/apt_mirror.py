# SPDX-License-Identifier: MIT
"""Finds Debian mirrors in the machine's apt configuration and uses one with a private apt state."""

import os
import re
import subprocess

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
FORMAT = "$(REPO_URI)|$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(SOURCESENTRY)"
# Options of a source that decide how it is trusted and reached; apt's names, in both formats.
OPTIONS = ("signed-by", "trusted", "allow-insecure", "allow-weak", "check-valid-until", "check-date")


class Mirror:
    """A mirror and the options that its entry in the machine's configuration has."""

    def __init__(self, uri, options):
        self.uri = uri
        self.options = options

    def public_uri(self):
        """The address without a password that it may hold."""
        return re.sub(r"//[^/@]*@", "//", self.uri)

    def source_text(self, suite, component):
        """A deb822 source of source packages, to be read by apt."""
        fields = {"types": "deb-src", "uris": self.uri, "suites": suite, "components": component}
        if os.path.exists(KEYRING):
            fields["signed-by"] = KEYRING
        fields.update(self.options)
        return "".join(f"{key.title()}: {value}\n" for key, value in fields.items())


def stanza_options(text, number):
    """The options of the deb822 stanza with this number, counted from 1 as apt does."""
    stanzas = [part for part in re.split(r"\n[ \t]*\n", re.sub(r"(?m)^#.*\n?", "", text)) if part.strip()]
    if number > len(stanzas):
        return {}
    fields = re.findall(r"(?m)^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)", stanzas[number - 1])
    return {key.lower(): value for key, value in fields if key.lower() in OPTIONS}


def line_options(text, number):
    """The [options] of a line of the one-line format, counted from 1."""
    lines = text.splitlines()
    match = re.match(r"\s*deb\s+\[([^]]*)\]", lines[number - 1] if number <= len(lines) else "")
    pairs = re.findall(r"([\w-]+)=(\S+)", match[1]) if match else []
    return {key.lower(): value.replace(",", " ") for key, value in pairs if key.lower() in OPTIONS}


def entry_options(entry):
    """The options of a source, from apt's 'file:number' for it."""
    path, _, number = entry.rpartition(":")
    try:
        with open(path, encoding="utf-8") as source:
            text = source.read()
    except OSError:
        return {}
    reader = stanza_options if path.endswith(".sources") else line_options
    return reader(text, int(number))


def index_targets(*options):
    """(uri, origin, label, component, entry) of each package list that the configuration names."""
    command = ["apt-get", "indextargets", *options, "--format", FORMAT, "Created-By: Packages"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line.split("|") for line in done.stdout.splitlines()]


def debian_mirrors(component):
    """The mirrors of Debian's main archive: first those whose Release file says so, then those
    whose lists were never fetched (a new machine) but whose address looks like it."""
    mirrors, seen = [], set()
    for uri, origin, label, of_component, entry in index_targets():
        if uri not in seen and of_component == component and (origin, label) == ("Debian", "Debian"):
            mirrors.append(Mirror(uri, entry_options(entry)))
        seen.add(uri)
    for uri, _, _, of_component, entry in index_targets("--no-release-info"):
        if uri not in seen and of_component == component and re.search(r"debian(?!-security)", uri):
            mirrors.append(Mirror(uri, entry_options(entry)))
        seen.add(uri)
    return mirrors


def private_apt_get(state, mirror, lock):
    """The beginning of an apt-get command that uses only this mirror and only this directory. The
    machine's configuration stays in force for everything else: proxies, credentials, certificates."""
    for name in ("lists/partial", "cache/archives/partial", "etc"):
        os.makedirs(os.path.join(state, name), exist_ok=True)
    source = os.path.join(state, "etc/mirror.sources")
    with open(source, "w", encoding="utf-8") as text:
        text.write(mirror.source_text(lock["suite"], lock["component"]))
    settings = {
        "Dir::Etc::SourceList": "/dev/null",
        "Dir::Etc::SourceParts": os.path.dirname(source),
        "Dir::State::Lists": os.path.join(state, "lists"),
        "Dir::Cache": os.path.join(state, "cache"),
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "Acquire::http::Timeout": "60",
        "Acquire::https::Timeout": "60",
        "APT::Update::Error-Mode": "any",
        "APT::Get::Only-Source": "true",
    }
    if os.geteuid() == 0:
        settings["APT::Sandbox::User"] = "root"
    path = os.path.join(state, "apt.conf")
    with open(path, "w", encoding="utf-8") as text:
        for name in ("APT::Update::Pre-Invoke", "APT::Update::Post-Invoke", "APT::Update::Post-Invoke-Success"):
            text.write(f"#clear {name};\n")
        for name, value in settings.items():
            text.write(f'{name} "{value}";\n')
    return ["apt-get", "-q", "-c", path]

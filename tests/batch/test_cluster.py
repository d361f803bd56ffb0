"""Clusters: which may be used at all, and that handouts come out of one over TLS."""

from __future__ import annotations

import builtins
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from types import SimpleNamespace
from typing import Any

import pytest

from handouts.batch.cluster import (
    Cluster,
    ClusterAddress,
    ClusterAddressError,
    ClusterLostError,
    MissingClusterError,
    UnfitClusterError,
    checked,
)
from tests.batch.building import files, job_in, make, many


@pytest.mark.parametrize(
    "url", ["tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786", "tcp://127.8.8.8:1"]
)
def test_this_computer_may_be_spoken_to_in_the_clear(url: str) -> None:
    assert checked(ClusterAddress(url=url)).url == url


@pytest.mark.parametrize(
    "url",
    [
        "tcp://192.0.2.7:8786",
        "tcp://scheduler.example.com:8786",
        "tcp://127.0.0.1.example.com:8786",
    ],
)
def test_no_other_may_be(url: str) -> None:
    with pytest.raises(ClusterAddressError, match="in the clear") as refusal:
        checked(ClusterAddress(url=url))

    assert "tls://" in refusal.value.remedy


@pytest.mark.parametrize(
    "url", ["8786", "127.0.0.1:8786", "http://127.0.0.1:80", "tls://host", "tls://host:port", ""]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ClusterAddressError, match="no address"):
        checked(ClusterAddress(url=url))


def test_tls_needs_its_three_files(tmp_path: Path) -> None:
    there = tmp_path / "there.pem"
    there.write_text("")
    for files_named in ({}, {"ca": there}, {"ca": there, "cert": there, "key": tmp_path / "none"}):
        with pytest.raises(ClusterAddressError, match="tls:// needs the file of --cluster-"):
            checked(ClusterAddress(url="tls://192.0.2.7:8786", **files_named))


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingClusterError, match="Dask") as refusal:
        Cluster(ClusterAddress(url="tcp://127.0.0.1:8786"))

    assert "handouts[cluster]" in refusal.value.remedy


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("handouts.batch.cluster._PATIENCE", 0.3)

    with pytest.raises(ClusterLostError, match=r"tcp://127\.0\.0\.1:9 does not answer"):
        Cluster(ClusterAddress(url="tcp://127.0.0.1:9"))


def test_dask_prints_nothing_of_its_own_between_the_lines_of_a_batch() -> None:
    pytest.importorskip("distributed")
    code = (
        "import logging\n"
        "from handouts.batch import cluster\n"
        "cluster._PATIENCE = 0.3\n"
        "try:\n"
        "    cluster.Cluster(cluster.ClusterAddress(url='tcp://127.0.0.1:9'))\n"
        "except cluster.ClusterLostError:\n"
        "    logging.getLogger('distributed.client').error('how it was found out')\n"
        "    logging.getLogger('distributed.core').info('how it was found out')\n"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert run.stderr == ""


def test_workers_that_lack_what_they_need_are_not_taken_for_dead() -> None:
    cluster = object.__new__(Cluster)
    cluster.url, cluster._client = "tls://192.0.2.7:8786", SimpleNamespace(status="running")

    cluster.explain(type("KilledWorker", (Exception,), {})())
    with pytest.raises(UnfitClusterError, match="ModuleNotFoundError"):
        cluster.explain(ModuleNotFoundError("No module named 'handouts'"))
    cluster._client.status = "closed"
    with pytest.raises(ClusterLostError, match="was lost"):
        cluster.explain(OSError())


@contextmanager
def tls_cluster(address: ClusterAddress) -> Iterator[str]:
    import distributed

    dask: Any = distributed
    security = dask.Security(
        require_encryption=True,
        tls_ca_file=str(address.ca),
        **{
            f"tls_{role}_{part}": str(getattr(address, part))
            for role in ("scheduler", "worker", "client")
            for part in ("cert", "key")
        },
    )
    with dask.LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        host="tls://127.0.0.1",
        dashboard_address="127.0.0.1:0",
        security=security,
        silence_logs=50,
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> ClusterAddress:
    """A certificate that signs itself, for this computer alone."""
    if which("openssl") is None:
        pytest.skip("There is no openssl to make a certificate with.")
    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    named = ["-subj", "/CN=sample", "-addext", "subjectAltName=IP:127.0.0.1"]
    written = ["-keyout", str(key), "-out", str(cert)]
    subprocess.run([*made.split(), *named, *written], check=True, capture_output=True)
    return ClusterAddress(url="", ca=cert, cert=cert, key=key)


def test_handouts_come_out_of_a_cluster_over_tls(
    tmp_path: Path, certificate: ClusterAddress
) -> None:
    pytest.importorskip("distributed")
    here, there = tmp_path / "here", tmp_path / "there"
    with tls_cluster(certificate) as url:
        named = ClusterAddress(
            url=url, ca=certificate.ca, cert=certificate.cert, key=certificate.key
        )
        summary = make(many(60), job_in(there), crew=lambda: Cluster(named))
    make(many(60), job_in(here))

    assert url.startswith("tls://")
    assert summary.made == 60
    assert files(there) == files(here)

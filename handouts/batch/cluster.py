"""A crew on other computers: the workers of a Dask cluster.

Whoever reaches a scheduler's port can run anything on its workers, and patients' names travel
there; beyond this computer only TLS will do. Dask runs a task at least once, so a handout may
be written twice: under the same name, whole each time.

Workers write to storage they share, and need handouts installed and the clinic's folder at the
same path.
"""

from __future__ import annotations

import ipaddress
import logging
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handouts.batch.crew import Crew
from handouts.batch.job import BatchJob, Order
from handouts.batch.worker import ChunkFacts
from handouts.errors import CommandLineError, HandoutsError, OutputError
from handouts.values import dataclass

_RETRIES = 2
_CHUNKS_EACH = 3
_PATIENCE = 30.0  # seconds until somebody answers


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterAddress:
    """Where a scheduler is, and what proves who is who.

    Attributes:
        url: `tls://host:port`; `tcp://127.0.0.1:port` on this computer.
        ca: The certificate of whoever signed the others.
        cert: This computer's certificate.
        key: Its key.
    """

    url: str
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


class ClusterAddressError(CommandLineError):
    """A cluster cannot be used as it was named."""


class MissingClusterError(CommandLineError):
    """Dask is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "A batch on several computers needs Dask, which is not installed.",
            remedy="Install it with: pip install 'handouts[cluster]'",
        )


class ClusterLostError(OutputError):
    """The scheduler does not answer, or has nobody to give work to."""

    def __init__(self, *, url: str, problem: str) -> None:
        super().__init__(
            f"The cluster at {url} {problem}.",
            remedy="See whether its scheduler and workers run, and run the same command again. "
            "Handouts already made are kept.",
        )
        self.url = url


class UnfitClusterError(OutputError):
    """The workers of a cluster cannot run what they are given."""

    def __init__(self, *, url: str, kind: str) -> None:
        super().__init__(
            f"The workers at {url} cannot make handouts ({kind}).",
            remedy="Install the same version of handouts, with handouts[cluster], on every "
            "computer. Handouts already made are kept.",
        )
        self.url = url


def checked(address: ClusterAddress) -> ClusterAddress:
    """An address that may be used.

    Raises:
        ClusterAddressError: It is none, or patients' names would travel in the clear.
    """
    try:
        parts = urlsplit(address.url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port or parts.scheme not in ("tls", "tcp"):
        raise ClusterAddressError(
            f"{address.url} is no address of a cluster.",
            remedy="Write it as tls://host:8786, the address its scheduler says at its start.",
        )
    if parts.scheme == "tcp" and not _is_here(host):
        raise ClusterAddressError(
            f"{address.url} would send patients' names over the network in the clear.",
            remedy="Start the scheduler with TLS certificates and use tls://, with --cluster-ca, "
            "--cluster-cert and --cluster-key.",
        )
    if parts.scheme == "tls":
        files = {"ca": address.ca, "cert": address.cert, "key": address.key}
        for name, file in files.items():
            if file is None or not file.is_file():
                raise ClusterAddressError(
                    f"tls:// needs the file of --cluster-{name}, "
                    + ("which was not named." if file is None else f"and {file} is none."),
                    remedy="Name the same files the scheduler was started with.",
                )
    return address


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Cluster(Crew):
    """The workers of a cluster.

    Attributes:
        url: The scheduler's.
        workers: How many chunks it works on at the same time.
    """

    def __init__(self, address: ClusterAddress) -> None:
        """Join a cluster.

        Raises:
            CommandLineError: The address cannot be used, or Dask is not installed.
            ClusterLostError: Nobody answers.
        """
        checked(address)
        try:
            import distributed
        except ImportError:
            raise MissingClusterError from None
        dask: Any = distributed  # it has no types
        # What becomes of the cluster is told by our own errors; Dask would print how it found out.
        for logger in ("distributed", "distributed.client"):
            logging.getLogger(logger).setLevel(logging.CRITICAL)
        self.url = address.url
        security = None
        if address.url.startswith("tls:"):
            security = dask.Security(
                require_encryption=True,
                tls_ca_file=str(address.ca),
                tls_client_cert=str(address.cert),
                tls_client_key=str(address.key),
            )
        try:
            self._client = dask.Client(
                address.url, security=security, timeout=_PATIENCE, set_as_default=False
            )
        except Exception as error:
            problem = f"does not answer ({type(error).__name__})"
            raise ClusterLostError(url=self.url, problem=problem) from None
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except Exception:
            self._client.close()
            raise ClusterLostError(url=self.url, problem="has no workers") from None
        self.workers = max(1, sum(self._client.ncores().values()))
        executor = self._client.get_executor(pure=False, retries=_RETRIES)
        super().__init__(executor, window=self.workers * _CHUNKS_EACH)

    def submit(self, job: BatchJob, orders: tuple[Order, ...]) -> Future[ChunkFacts]:
        """Give it a chunk."""
        try:
            return super().submit(job, orders)
        except Exception as error:
            raise self._lost(error) from None

    def explain(self, error: Exception) -> None:
        """Whether it was a worker that died, or no worker can do this, or all are gone."""
        if self._client.status != "running":
            raise self._lost(error)
        if type(error).__name__ != "KilledWorker":
            raise UnfitClusterError(url=self.url, kind=type(error).__name__)

    def end(self) -> None:
        """Leave the cluster, which goes on without us."""
        super().end()
        self._client.close()

    def stop(self) -> None:
        """Leave at once."""
        super().stop()
        self._client.close(timeout=1)

    def _lost(self, error: Exception) -> HandoutsError:
        return ClusterLostError(url=self.url, problem=f"was lost ({type(error).__name__})")

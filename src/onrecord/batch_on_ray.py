"""Many documents on a cluster with Ray: the workers of `batch`, each with what it asks for."""

import socket
from collections.abc import Iterator, Sequence
from math import ceil

from onrecord.batch import Done, Hand, Work
from onrecord.documents.shards import Shard
from onrecord.errors import ComponentError, OnrecordError

_KNOCK_S = 10


def asked_for(device: str, workers: int, gpus: float) -> dict[str, float]:
    """What each worker asks a cluster for: a processor, and where it reads on GPUs its share."""
    if device == "cpu" or not gpus:  # without a GPU it says so as soon as it loads
        return {"num_cpus": 1}
    return {"num_cpus": 1, "num_gpus": 1 / ceil(workers / gpus)}


def on_ray(
    shards: Sequence[Shard], work: Work, workers: int | None, address: str
) -> Iterator[Done]:
    """Read shards on a Ray cluster whose machines all see the same files.

    Args:
        shards: what to read.
        work: how.
        workers: how many; one for each processor of the cluster when None.
        address: where the cluster is; `local` starts one on this machine.

    Raises:
        ComponentError: Ray is not installed.
        OnrecordError: the cluster cannot be reached, or the output cannot be written.
    """
    try:
        import ray  # noqa: PLC0415  the extra onrecord[ray]
        from ray.util import ActorPool  # noqa: PLC0415  the same
    except ImportError:
        raise ComponentError("--ray needs Ray: run pip install 'onrecord[ray]'") from None
    _knock(address)
    try:
        ray.init(address=address, log_to_driver=False, configure_logging=False)
    except (ConnectionError, ValueError) as error:
        raise OnrecordError(f"no Ray cluster at {address}: {error}") from None
    try:
        held = ray.cluster_resources()
        most = min(workers or max(1, int(held.get("CPU", 1))), len(shards))
        # a machine that is lost costs the shard it had at hand, which another one begins anew
        asked = asked_for(work.device, most, held.get("GPU", 0))
        kind = ray.remote(max_restarts=-1, max_task_retries=-1, **asked)(Hand)
        pool = ActorPool([kind.remote(work) for _ in range(most)])
        yield from pool.map_unordered(lambda hand, shard: hand.read.remote(shard), shards)
    except ray.exceptions.RayTaskError as error:
        raise OnrecordError(str(error.cause)) from None
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """See whether somebody listens: Ray itself tries for minutes, and tells of each time."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdigit():
        return  # a word that Ray knows, such as `local`
    try:
        socket.create_connection((host, int(port)), _KNOCK_S).close()
    except (OSError, OverflowError) as error:
        raise OnrecordError(f"no Ray cluster at {address}: {error}") from None

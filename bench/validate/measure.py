"""Runs a command and prints what it took: python measure.py <command>... → {"cpu", "wall", "mib", "output"} on one line."""

import json
import resource
import subprocess
import sys
import time

began = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True, check=False)
wall = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode != 0:
    sys.exit(done.returncode)
# Linux counts in KiB, macOS in bytes.
mib = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "wall": wall, "mib": mib, "output": json.loads(done.stdout.splitlines()[-1])}))

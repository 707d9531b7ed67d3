"""Ratios of a controller's run to the floor's of the same session: ratios.py CONTROLLER.json FLOOR.json"""
import json
import sys


def at(tree, *path):
    for key in path:
        tree = (tree or {}).get(key)
    return tree


def main(ours, floor):
    b, f = ours["bulk"], floor["bulk"]
    print("| measure | heddle | floor | ratio |\n|---|---|---|---|")
    for name, key in (("bulk, s until acknowledged", "ack_s"),):
        print("| %s | %.2f | %.2f | %.2f |" % (name, b[key], f[key], b[key] / f[key]))
    x, y = b["flows_per_host"]["sum"], f["flows_per_host"]["sum"]
    print("| flows in all | %d | %d | %.2f |" % (x, y, x / y))
    for op in ("add_port", "move_port", "del_port", "add_tenant", "del_tenant"):
        a, c = at(ours, "incremental", op), at(floor, "incremental", op)
        if not a or not c:
            continue
        mine = max(at(a, "ack", "p50") or 0, at(a, "flow_all", "p50") or 0)
        base = at(c, "flow_all", "p50")
        print("| %s, ms p50 | %.1f | %.1f | %.2f |" % (op, mine, base, mine / base))
    print("| RSS of the controller, MiB | %.0f | - | - |" % b["mem"]["controller"]["rss_mib_max"])
    again = at(ours, "restarts", "controller_killed")
    if again:
        changed = sum((again[k] or {}).get("max", 0) for k in ("adds", "dels", "mods"))
        print("| killed and started: flows changed | %d | - | - |" % changed)
        print("| killed and started: settled, s p50 | %.1f | - | - |" % (again["ack"]["p50"] / 1000))
    print("\nForeign load while ours ran (cores): %s" % b["cpu_until_ack_s"]["foreign_cores"])


if __name__ == "__main__":
    main(*(json.load(open(p)) for p in sys.argv[1:3]))

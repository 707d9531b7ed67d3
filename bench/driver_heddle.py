"""How the bench talks to Heddle: it starts the controller, declares the hosts, and works through the HTTP API.

A change counts as acknowledged when a request that waits for all connected hosts was answered; a port is up when the watch
shows it bound.  Run with PYTHONPATH=bench; HEDDLE names the launcher (default: ./heddle beside this folder).
"""
import collections
import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import time

from benchlib import OVNB_DIR, now

HERE = os.path.dirname(os.path.abspath(__file__))
HEDDLE = os.environ.get("HEDDLE", os.path.join(HERE, "..", "heddle"))
DATA = os.path.join(OVNB_DIR, "heddle")
API, OVSDB, OPENFLOW = ("127.0.0.1", 17640), "127.0.0.1:17641", "127.0.0.1:6653"
WAIT = "600s"


def manifest(kind, name, spec, tenant=None):
    meta = {"name": name}
    if tenant:
        meta["tenant"] = tenant
    return {"apiVersion": "heddle.dev/v1", "kind": kind, "metadata": meta, "spec": spec}


def tenant_of(t):
    return "t%d" % t


def port_manifest(p):
    return manifest("Port", p.name, {"slice": "s%d" % p.switch, "ips": [p.ip], "mac": p.mac}, tenant_of(p.tenant))


class Http:
    """One kept connection; requests queue up, each answer goes to its callback with the time of its arrival."""

    def __init__(self):
        self.s = None
        self.pending = collections.deque()
        self.buf = bytearray()

    def connect(self):
        self.s = socket.create_connection(API)
        self.s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pending.clear()
        self.buf.clear()

    def fileno(self):
        return self.s.fileno()

    def send(self, method, path, body, done):
        data = b"" if body is None else json.dumps(body).encode()
        head = "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (method, path, len(data))
        self.pending.append((head.encode() + data, done))
        if len(self.pending) == 1:
            self.s.sendall(self.pending[0][0])

    def feed(self):
        b = self.s.recv(1 << 20)
        t = now()
        if not b:
            raise EOFError("the API closed the connection")
        self.buf += b
        while self.pending:
            got = self.answer()
            if got is None:
                return
            _, done = self.pending.popleft()
            if self.pending:
                self.s.sendall(self.pending[0][0])
            if done:
                done(got[0], got[1], t)

    def answer(self):
        end = self.buf.find(b"\r\n\r\n")
        if end < 0:
            return None
        lines = self.buf[:end].decode().split("\r\n")
        status = int(lines[0].split()[1])
        head = {k.lower(): v.strip() for k, v in (x.split(":", 1) for x in lines[1:])}
        pos = end + 4
        if head.get("transfer-encoding", "").lower() == "chunked":
            body = bytearray()
            while True:
                eol = self.buf.find(b"\r\n", pos)
                if eol < 0:
                    return None
                n = int(self.buf[pos:eol].split(b";")[0], 16)
                if len(self.buf) < eol + 2 + n + 2:
                    return None
                body += self.buf[eol + 2:eol + 2 + n]
                pos = eol + 2 + n + 2
                if n == 0:
                    break
        else:
            n = int(head.get("content-length", "0"))
            if len(self.buf) < pos + n:
                return None
            body = self.buf[pos:pos + n]
            pos += n
        out = bytes(body)
        del self.buf[:pos]
        return status, out

    def call(self, method, path, body=None):
        """Waits for the answer; any but a good one ends the bench."""
        got = []
        self.send(method, path, body, lambda status, data, t: got.append((status, data)))
        while not got:
            self.feed()
        status, data = got[0]
        if status >= 400:
            raise RuntimeError("%s %s: %d %s" % (method, path, status, data.decode()[:2000]))
        return json.loads(data) if data else None


class PortWatch:
    """The API's stream of changes: tells which ports are bound, and when that was seen."""

    def __init__(self, on_port):
        self.on_port = on_port
        self.last = None
        self.s = None

    def connect(self):
        self.s = socket.create_connection(API)
        self.buf, self.head, self.lines = bytearray(), False, bytearray()
        extra = "" if self.last is None else "Last-Event-ID: %s\r\n" % self.last
        self.s.sendall(("GET /v1/watch?kinds=ports HTTP/1.1\r\nHost: localhost\r\n%s\r\n" % extra).encode())

    def fileno(self):
        return self.s.fileno()

    def feed(self):
        b = self.s.recv(1 << 20)
        t = now()
        if not b:
            raise EOFError("the watch ended")
        self.buf += b
        if not self.head:
            end = self.buf.find(b"\r\n\r\n")
            if end < 0:
                return
            if b" 200 " not in self.buf[:end].split(b"\r\n")[0]:
                raise RuntimeError(bytes(self.buf).decode())
            self.chunked = b"chunked" in self.buf[:end].lower()
            del self.buf[:end + 4]
            self.head = True
        if self.chunked:
            self.dechunk()
        else:
            self.lines += self.buf
            self.buf.clear()
        while (end := self.lines.find(b"\n")) >= 0:
            line = bytes(self.lines[:end])
            del self.lines[:end + 1]
            self.line(line, t)

    def dechunk(self):
        pos = 0
        while True:
            eol = self.buf.find(b"\r\n", pos)
            if eol < 0:
                break
            n = int(self.buf[pos:eol].split(b";")[0], 16)
            if len(self.buf) < eol + 2 + n + 2:
                break
            self.lines += self.buf[eol + 2:eol + 2 + n]
            pos = eol + 2 + n + 2
        del self.buf[:pos]

    def line(self, line, t):
        if line.startswith(b"id:"):
            self.last = line[3:].strip().decode()
        elif line.startswith(b"data:"):
            data = json.loads(line[5:])
            for change in data.get("changes", []):
                self.on_port(change["type"], change["object"], t)
            for item in data.get("objects", []):
                self.on_port("added", item, t)


class Streams:
    """All connections behind one file number, so that a restart may replace them under the bench's event loop."""

    def __init__(self, streams):
        self.streams = streams
        self.sel = selectors.EpollSelector()

    def connect(self):
        for c in self.streams:
            if c.s is not None:
                try:
                    self.sel.unregister(c.s)
                except KeyError:
                    pass           # it did not get so far the last time
                c.s.close()
                c.s = None
            c.connect()
            self.sel.register(c.s, selectors.EVENT_READ, c)

    def fileno(self):
        return self.sel.fileno()

    def feed(self):
        for key, _ in self.sel.select(0):
            key.data.feed()


class Driver:
    name = "heddle"
    has_installed_mark = False

    def __init__(self, hosts):
        self.hosts = hosts
        self.tok = 0
        self.done = {}
        self.waiting = {}          # token -> names of ports that must be bound before it is asked for
        self.tenant = {}           # port name -> tenant
        self.up = {}
        shutil.rmtree(DATA, ignore_errors=True)
        os.makedirs(DATA)
        self.writes, self.waits, self.watch = Http(), Http(), PortWatch(self.saw)
        self.streams = Streams([self.writes, self.waits, self.watch])
        self.start()
        try:
            self.declare(hosts)
        except BaseException:
            self.close()           # the bench closes only a driver that it got
            raise

    def declare(self, hosts):
        declared = {"apiVersion": "heddle.dev/v1", "kind": "List", "items": [
            manifest("Host", h["name"], {"systemId": h["name"], "datapath": "netdev", "ovsdb": "unix:" + h["ovsdb_unix"],
                                         "uplinks": [{"name": "uplink1", "address": h["encap_ip"]}]}) for h in hosts]}
        self.writes.call("POST", "/v1/apply", declared)
        deadline = now() + 120
        while True:
            st = self.writes.call("GET", "/v1/status")["hosts"]
            if st["realised"] == len(hosts):
                break
            if now() > deadline:
                raise TimeoutError("hosts: %s" % st)
            time.sleep(0.1)

    # -- the controller's process
    def start(self):
        self.log = open(os.path.join(DATA, "serve.log"), "ab")
        self.proc = subprocess.Popen(
            [HEDDLE, "serve", "--data", os.path.join(DATA, "journal"), "--listen", "%s:%d" % API,
             "--ovsdb-listen", OVSDB, "--openflow-listen", OPENFLOW],
            stdout=self.log, stderr=self.log, env=dict(os.environ, XDG_CONFIG_HOME=DATA))
        with open(os.path.join(DATA, "controller.pid"), "w") as f:
            f.write(str(self.proc.pid))
        deadline = now() + 60
        while True:
            try:
                self.streams.connect()
                return
            except OSError:
                if self.proc.poll() is not None or now() > deadline:
                    raise RuntimeError("the controller did not start: see %s/serve.log" % DATA)
                time.sleep(0.02)

    def close(self):
        if self.proc.poll() is None:
            self.proc.terminate()
            try:
                self.proc.wait(20)
            except subprocess.TimeoutExpired:
                self.proc.kill()
                self.proc.wait()

    def sources(self):
        return [self.streams]

    # -- tokens
    def token(self):
        self.tok += 1
        return self.tok

    def good(self, status, data):
        if status >= 400:
            raise RuntimeError("%d %s" % (status, data.decode()[:2000]))

    def ask(self, tok):
        """All connected hosts hold the newest revision: an apply that changes nothing, with wait."""
        def answered(status, data, t):
            self.good(status, data)
            self.done[tok] = t
        self.waits.send("POST", "/v1/apply?wait=" + WAIT, manifest("Tenant", "t0", {}), answered)

    def saw(self, what, port, t):
        name = port["metadata"]["name"]
        bound = what != "deleted" and any(c["type"] == "Bound" and c["status"] == "True" for c in port["status"]["conditions"])
        if not bound:
            self.up.pop(name, None)
            return
        self.up.setdefault(name, t)
        for tok, names in list(self.waiting.items()):
            names.discard(name)
            if not names:
                del self.waiting[tok]
                self.ask(tok)

    def acked(self, tok):
        return tok in self.done

    def t_acked(self, tok):
        return self.done.get(tok)

    def t_marks(self, tok):
        return {}

    def is_up(self, name):
        return name in self.up

    def t_up(self, name):
        return self.up.get(name)

    def sync(self):
        tok = self.token()
        self.ask(tok)
        return tok

    # -- changes
    def iface_id(self, name):
        t = self.tenant.get(name)
        return "%s/%s" % (tenant_of(int(name[1:name.index("s")]) if t is None else t), name)

    def tenant_manifests(self, topo, t):
        out = [manifest("Tenant", tenant_of(t), {})]
        for s in range(topo.switches):
            out.append(manifest("VirtualNetwork", "n%d" % s, {}, tenant_of(t)))
            out.append(manifest("Slice", "s%d" % s, {"network": "n%d" % s, "subnets": ["10.%d.%d.0/24" % (t, s)]}, tenant_of(t)))
        return out + [port_manifest(p) for p in topo.tenant_ports(t)]

    def listed(self, items):
        return {"apiVersion": "heddle.dev/v1", "kind": "List", "items": items}

    def provision(self, topo):
        self.topo = topo
        self.writes.call("POST", "/v1/apply", self.listed([m for t in range(topo.tenants) for m in self.tenant_manifests(topo, t)]))

    def write(self, method, path, body, ports=(), wait=False):
        tok = self.token()

        def answered(status, data, t):
            self.good(status, data)
            if wait:
                self.done[tok] = t
            left = {n for n in ports if n not in self.up}
            if left:
                self.waiting[tok] = left
            elif not wait:
                self.ask(tok)
        self.writes.send(method, path + ("?wait=" + WAIT if wait else ""), body, answered)
        return tok

    def add_port(self, p):
        self.tenant[p.name] = p.tenant
        self.up.pop(p.name, None)
        return self.write("PUT", "/v1/tenants/%s/ports/%s" % (tenant_of(p.tenant), p.name), port_manifest(p), [p.name])

    def add_port_done(self, p):
        pass

    def del_port(self, p):
        return self.write("DELETE", "/v1/tenants/%s/ports/%s" % (tenant_of(p.tenant), p.name), None, wait=True)

    def add_tenant(self, topo, t):
        return self.write("POST", "/v1/apply", self.listed(self.tenant_manifests(topo, t)), [p.name for p in topo.tenant_ports(t)])

    def add_tenant_done(self):
        pass

    def del_tenant(self, topo, t):
        return self.write("POST", "/v1/delete", self.listed(self.tenant_manifests(topo, t)), wait=True)

    def change_acl(self, t, n):
        raise NotImplementedError("rules come with the firewall: run with --l2")

    set_backends = change_acl

    # -- accounting
    def groups(self):
        return {"controller": [os.path.join(DATA, "controller.pid")]}

    def restarts(self):
        def kill_and_start():
            self.proc.send_signal(signal.SIGKILL)
            self.proc.wait()
            self.start()
            return None
        return [("controller_killed", kill_and_start, 3)]

    def version(self):
        return self.writes.call("GET", "/v1/status")["version"]

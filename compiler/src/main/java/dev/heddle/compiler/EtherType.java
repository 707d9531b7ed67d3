package dev.heddle.compiler;

/** EtherTypes that workloads may send. */
enum EtherType {
    IPV4(0x0800),
    ARP(0x0806),
    IPV6(0x86dd);

    private final int code;

    EtherType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}

package archive

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"
)

// ErrBlocked: the guard does not let a connection go to that address.
var ErrBlocked = errors.New("address is not public, or not one of a portal")

// Guard dials public unicast addresses only, at the ports of the web, unless configuration allows more.
// The check runs after DNS on the very address that is dialled, so a name that
// points inside is caught too. The zero value allows public addresses.
type Guard struct {
	// Allow lists what else may be dialled: "host:port" as it stands in the
	// URL, "ip:port", an address, or a prefix such as "127.0.0.0/8".
	Allow []string
	// Resolve gives addresses in place of DNS: "host" or "host:port" →
	// "ip:port". Its targets are allowed.
	Resolve map[string]string
	// Ports lists what may be dialled beside 80 and 443: a page that leads to
	// another port leads to something that is no portal.
	Ports []uint16
	// Resolver looks names up; net.DefaultResolver if nil.
	Resolver *net.Resolver
	// Timeout bounds one TCP connect; 30 s if 0.
	Timeout time.Duration
}

// DialContext connects to addr, "host:port". The error wraps ErrBlocked for an
// address that is not allowed.
func (g *Guard) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	addr = strings.ToLower(addr)
	allowed := g.named(addr)
	if host, _, err := net.SplitHostPort(addr); err == nil {
		for _, key := range []string{addr, host} {
			if to, ok := g.Resolve[key]; ok {
				addr, allowed = to, true
				break
			}
		}
	}
	d := net.Dialer{Timeout: g.Timeout, Resolver: g.Resolver}
	if d.Timeout == 0 {
		d.Timeout = 30 * time.Second
	}
	d.Control = func(_, address string, _ syscall.RawConn) error {
		if allowed {
			return nil
		}
		return g.Check(address)
	}
	return d.DialContext(ctx, network, addr)
}

// named reports whether Allow names addr as it stands.
func (g *Guard) named(addr string) bool {
	for _, a := range g.Allow {
		if strings.ToLower(a) == addr {
			return true
		}
	}
	return false
}

// Check tells whether "ip:port" may be dialled; the error wraps ErrBlocked.
func (g *Guard) Check(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrBlocked, address)
	}
	ip := ap.Addr().Unmap()
	plain := netip.AddrPortFrom(ip, ap.Port()).String()
	for _, a := range g.Allow {
		if a == plain || a == address || a == ip.String() {
			return nil
		}
		if p, err := netip.ParsePrefix(a); err == nil && p.Contains(ip) {
			return nil
		}
	}
	if !Public(ip) {
		return fmt.Errorf("%w: %s", ErrBlocked, address)
	}
	if port := ap.Port(); port != 80 && port != 443 && !slices.Contains(g.Ports, port) {
		return fmt.Errorf("%w: port %d of %s", ErrBlocked, port, ip)
	}
	return nil
}

// special are the blocks of the IANA special-purpose registries (RFC 6890 and
// successors) that are not globally reachable unicast, beside those that
// netip.Addr knows.
var special = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "3fff::/20",
)

// global6 is the only block that IPv6 global unicast is given out from.
var global6 = netip.MustParsePrefix("2000::/3")

// Blocks with an IPv4 address inside: NAT64 (RFC 6052) at byte 12, 6to4 (RFC
// 3056) at byte 2.
var (
	nat64   = netip.MustParsePrefix("64:ff9b::/96")
	sixToIV = netip.MustParsePrefix("2002::/16")
)

func prefixes(list ...string) []netip.Prefix {
	var out []netip.Prefix
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// Public reports whether ip is a unicast address of the public internet. An
// IPv4 address mapped, translated or tunnelled in IPv6 counts as itself.
func Public(ip netip.Addr) bool {
	if !ip.IsValid() || ip.Zone() != "" {
		return false
	}
	ip = ip.Unmap()
	if ip.Is6() {
		b := ip.As16()
		switch {
		case nat64.Contains(ip):
			return Public(netip.AddrFrom4([4]byte(b[12:16])))
		case sixToIV.Contains(ip):
			return Public(netip.AddrFrom4([4]byte(b[2:6])))
		case !global6.Contains(ip):
			return false
		}
	}
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, p := range special {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

package archive

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// Servers that leave out the intermediate certificate are common; browsers
// fetch it from the address that the certificate names (Authority Information
// Access, RFC 5280, 4.2.2.1), crypto/tls does not. Verification stays as strict
// as it is: the fetched certificate is only a link towards the same roots.
const (
	maxChainLinks = 3
	maxCertBytes  = 64 << 10
)

// secure makes a TLS connection to addr, whose TCP connection is raw. If the
// only fault is a missing intermediate it is fetched and the handshake done
// once more, on a new connection. from says where it came from, or "".
func (t *Recorder) secure(ctx context.Context, g *Guard, raw net.Conn, addr, host string) (c *tls.Conn, from string, err error) {
	cfg := &tls.Config{}
	if t.TLS != nil {
		cfg = t.TLS.Clone()
	}
	cfg.InsecureSkipVerify = false
	cfg.NextProtos = []string{"http/1.1"}
	if cfg.ServerName == "" {
		cfg.ServerName = host
	}
	t.mu.Lock()
	link, known := t.links[addr]
	t.mu.Unlock()
	if known {
		c = tls.Client(raw, link.config(cfg))
		if err = c.HandshakeContext(ctx); err != nil { // the server may have a new certificate
			t.mu.Lock()
			delete(t.links, addr)
			t.mu.Unlock()
		}
		return c, link.from, err
	}
	c = tls.Client(raw, cfg)
	err = c.HandshakeContext(ctx)
	var refused *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	if !errors.As(err, &refused) || !errors.As(err, &unknown) {
		return c, "", err
	}
	link, ok := complete(ctx, g, cfg, refused.UnverifiedCertificates)
	if !ok {
		return c, "", err
	}
	t.mu.Lock()
	if t.links == nil {
		t.links = map[string]chainLink{}
	}
	t.links[addr] = link
	t.mu.Unlock()
	c.Close()
	raw, err = g.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, "", err
	}
	c = tls.Client(raw, link.config(cfg))
	return c, link.from, c.HandshakeContext(ctx)
}

// chainLink is what a server's chain lacked.
type chainLink struct {
	certs []*x509.Certificate
	from  string // addresses they came from
}

// config gives cfg with the missing certificates at hand. crypto/tls has no
// field for them, so its check is replaced by the same check with them.
func (l chainLink) config(cfg *tls.Config) *tls.Config {
	out := cfg.Clone()
	out.InsecureSkipVerify = true // VerifyConnection does it all
	also := cfg.VerifyConnection
	out.VerifyConnection = func(s tls.ConnectionState) error {
		if err := verifyChain(cfg, append(s.PeerCertificates[:len(s.PeerCertificates):len(s.PeerCertificates)], l.certs...)); err != nil {
			return &tls.CertificateVerificationError{UnverifiedCertificates: s.PeerCertificates, Err: err}
		}
		if also != nil {
			return also(s)
		}
		return nil
	}
	return out
}

// verifyChain checks certs, the leaf first, for cfg's server name and roots.
func verifyChain(cfg *tls.Config, certs []*x509.Certificate) error {
	o := x509.VerifyOptions{Roots: cfg.RootCAs, DNSName: cfg.ServerName, Intermediates: x509.NewCertPool()}
	if cfg.Time != nil {
		o.CurrentTime = cfg.Time()
	}
	for _, c := range certs[1:] {
		o.Intermediates.AddCert(c)
	}
	_, err := certs[0].Verify(o)
	return err
}

// complete fetches the certificates missing between certs and the roots.
func complete(ctx context.Context, g *Guard, cfg *tls.Config, certs []*x509.Certificate) (chainLink, bool) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	var link chainLink
	if len(certs) == 0 {
		return link, false
	}
	top := certs[0]
	for _, c := range certs[1:] { // as far as the server's own chain goes
		if top.CheckSignatureFrom(c) == nil {
			top = c
		}
	}
	for range maxChainLinks {
		next, from := fetchIssuer(ctx, g, top)
		if next == nil {
			return link, false
		}
		link.certs = append(link.certs, next)
		link.from = strings.TrimSpace(link.from + " " + from)
		if verifyChain(cfg, append(certs[:len(certs):len(certs)], link.certs...)) == nil {
			return link, true
		}
		top = next
	}
	return link, false
}

// fetchIssuer fetches the certificate that signed c, or gives nil.
func fetchIssuer(ctx context.Context, g *Guard, c *x509.Certificate) (*x509.Certificate, string) {
	for _, address := range c.IssuingCertificateURL {
		body, err := fetchSmall(ctx, g, address)
		if err != nil {
			continue
		}
		if block, _ := pem.Decode(body); block != nil {
			body = block.Bytes
		}
		issuer, err := x509.ParseCertificate(body)
		if err == nil && c.CheckSignatureFrom(issuer) == nil {
			return issuer, address
		}
	}
	return nil, ""
}

// fetchSmall fetches at most maxCertBytes over plain http, through the guard.
func fetchSmall(ctx context.Context, g *Guard, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{DialContext: g.DialContext, DisableKeepAlives: true}
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxCertBytes+1))
	if err == nil && (resp.StatusCode != http.StatusOK || len(body) > maxCertBytes) {
		err = fmt.Errorf("%s: no certificate", address)
	}
	return body, err
}

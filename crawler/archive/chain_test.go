package archive

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// issue gives a certificate for name signed by parent (itself if nil).
func issue(t *testing.T, name, aia string, parent *tls.Certificate) *tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		BasicConstraintsValid: true, IsCA: !strings.Contains(name, "."), KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	if !tmpl.IsCA {
		tmpl.DNSNames = []string{name}
	}
	if aia != "" {
		tmpl.IssuingCertificateURL = []string{aia}
	}
	signer, signKey := tmpl, any(key)
	if parent != nil {
		signer, signKey = parent.Leaf, parent.PrivateKey
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, signer, &key.PublicKey, signKey)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

func TestMissingIntermediate(t *testing.T) {
	root := issue(t, "root", "", nil)
	var fetched atomic.Int32
	var served atomic.Value
	authority := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fetched.Add(1)
		w.Write(served.Load().([]byte))
	}))
	defer authority.Close()
	middle := issue(t, "middle", "", root)
	stranger := issue(t, "stranger", "", nil)
	leaf := issue(t, "tin.vidu.vn", authority.URL+"/middle.crt", middle)
	site := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") }))
	site.TLS = &tls.Config{Certificates: []tls.Certificate{*leaf}}
	site.Config.ErrorLog = log.New(io.Discard, "", 0)
	site.StartTLS()
	defer site.Close()
	pool := x509.NewCertPool()
	pool.AddCert(root.Leaf)
	recorder := func(allow ...string) *Recorder {
		at := site.Listener.Addr().String()
		return &Recorder{Guard: &Guard{Allow: allow, Resolve: map[string]string{"tin.vidu.vn": at, "khac.vidu.vn": at}}, TLS: &tls.Config{RootCAs: pool}, Idle: -1}
	}

	served.Store(middle.Certificate[0])
	r := recorder("127.0.0.0/8")
	for range 2 {
		body, _, x, err := get(t, r, context.Background(), "https://tin.vidu.vn/")
		if err != nil || body != "ok" || x.Chain != authority.URL+"/middle.crt" {
			t.Fatalf("%q %v", body, err)
		}
	}
	if fetched.Load() != 1 {
		t.Errorf("fetched %d times", fetched.Load())
	}
	for what, f := range map[string]func() error{
		"another name": func() error {
			_, _, _, err := get(t, recorder("127.0.0.0/8"), context.Background(), "https://khac.vidu.vn/")
			return err
		},
		"authority out of reach": func() error {
			_, _, _, err := get(t, recorder(), context.Background(), "https://tin.vidu.vn/")
			return err
		},
		"certificate of a stranger": func() error {
			served.Store(stranger.Certificate[0])
			_, _, _, err := get(t, recorder("127.0.0.0/8"), context.Background(), "https://tin.vidu.vn/")
			return err
		},
		"no certificate": func() error {
			served.Store([]byte(strings.Repeat("x", maxCertBytes+5)))
			_, _, _, err := get(t, recorder("127.0.0.0/8"), context.Background(), "https://tin.vidu.vn/")
			return err
		},
	} {
		if err := f(); err == nil {
			t.Errorf("%s: connection made", what)
		}
	}
	expired := recorder("127.0.0.0/8")
	served.Store(middle.Certificate[0])
	expired.TLS.Time = func() time.Time { return time.Now().Add(24 * time.Hour) }
	if _, _, _, err := get(t, expired, context.Background(), "https://tin.vidu.vn/"); err == nil {
		t.Error("expired certificate taken")
	}
}

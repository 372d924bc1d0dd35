// Answers, for each request on standard input, what Go's crypto/x509 and crypto/tls say.
//
// One JSON object per line in, one JSON string per line out: empty when Go has no objection, else the error's text.
// With a key: whether a server could load it with its certificates. With an address: a handshake with who listens there.
// Else: a served chain against a bundle, in the steps of client-go's transport and of crypto/tls: pool from the bundle's
// PEM, leaf first, the rest as intermediates, and no keys that TLS does not take.
package main

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

type request struct {
	Chain        [][]byte  `json:"chain"`
	Bundle       []byte    `json:"bundle"`
	Name         string    `json:"name"`
	Now          time.Time `json:"now"`
	Address      string    `json:"address"`
	Certificates []byte    `json:"certificates"`
	Key          []byte    `json:"key"`
}

func answer(r request) error {
	if len(r.Key) > 0 {
		_, err := tls.X509KeyPair(r.Certificates, r.Key)
		return err
	}
	if r.Address != "" {
		return handshake(r)
	}
	return verify(r)
}

func handshake(r request) error {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(r.Bundle)
	now := func() time.Time { return r.Now }
	connection, err := tls.Dial("tcp", r.Address, &tls.Config{RootCAs: roots, ServerName: r.Name, Time: now})
	if err != nil {
		return err
	}
	return connection.Close()
}

func verify(r request) error {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(r.Bundle) {
		return errors.New("unable to load root certificates: unable to parse bytes as PEM block")
	}
	intermediates := x509.NewCertPool()
	var leaf *x509.Certificate
	for i, der := range r.Chain {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return errors.New("tls: failed to parse certificate from server: " + err.Error())
		}
		if key, ok := certificate.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() > 8192 {
			return errors.New("tls: server sent certificate containing RSA key larger than 8192 bits")
		}
		if i == 0 {
			leaf = certificate
		} else {
			intermediates.AddCert(certificate)
		}
	}
	_, err := leaf.Verify(x509.VerifyOptions{
		DNSName: r.Name, Roots: roots, Intermediates: intermediates, CurrentTime: r.Now,
	})
	if err != nil {
		return err
	}
	switch leaf.PublicKey.(type) {
	case *rsa.PublicKey, *ecdsa.PublicKey, ed25519.PublicKey:
		return nil
	}
	return fmt.Errorf("tls: server's certificate contains an unsupported type of public key: %T", leaf.PublicKey)
}

func main() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		var r request
		if err := in.Decode(&r); err == io.EOF {
			return
		} else if err != nil {
			panic(err)
		}
		text := ""
		if err := answer(r); err != nil {
			text = err.Error()
		}
		if err := out.Encode(text); err != nil {
			panic(err)
		}
	}
}

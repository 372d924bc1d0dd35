// Answers, for each request on standard input, what Go's crypto/x509 says of a served chain.
//
// One JSON object per line in, one JSON string per line out: empty when the chain verifies, else the error's text.
// The steps are those of client-go's transport: pool from the bundle's PEM, leaf first, the rest as intermediates.
package main

import (
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"os"
	"time"
)

type request struct {
	Chain  [][]byte  `json:"chain"`
	Bundle []byte    `json:"bundle"`
	Name   string    `json:"name"`
	Now    time.Time `json:"now"`
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
			return err
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
	return err
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
		if err := verify(r); err != nil {
			text = err.Error()
		}
		if err := out.Encode(text); err != nil {
			panic(err)
		}
	}
}

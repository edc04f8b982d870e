package main

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

const toleranceSeconds = 300

// VerifyStandard is for every format: the headers of Standard Webhooks. The body is the bytes as they came.
func VerifyStandard(secrets []string, id, timestamp, signature string, body []byte, now int64) bool {
	at, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || now-at > toleranceSeconds || at-now > toleranceSeconds {
		return false
	}
	found := false
	for _, secret := range secrets {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		if err != nil {
			return false
		}
		signed := append([]byte(id+"."+timestamp+"."), body...)
		expected := "v1," + base64.StdEncoding.EncodeToString(mac(key, signed))
		for _, given := range strings.Split(signature, " ") {
			found = hmac.Equal([]byte(given), []byte(expected)) || found
		}
	}
	return found
}

// VerifyLoveAndPay checks Love&Pay's own header x-webhook-signature: proves the body, but no time.
func VerifyLoveAndPay(secret, signature string, body []byte) bool {
	expected := "sha256=" + hex.EncodeToString(mac([]byte(secret), body))
	return hmac.Equal([]byte(signature), []byte(expected))
}

type envelope struct {
	Webhook   json.RawMessage `json:"webhook"`
	Payload   json.RawMessage `json:"object_payload"`
	Signature string          `json:"object_payload_signature"`
}

// VerifyTreezor checks Treezor's own object_payload_signature, in the body: proves object_payload alone.
func VerifyTreezor(secret string, body []byte) bool {
	var message envelope
	if json.Unmarshal(body, &message) != nil {
		return false
	}
	if message.Payload == nil && json.Unmarshal(message.Webhook, &message) != nil {
		return false
	}
	expected := base64.StdEncoding.EncodeToString(mac([]byte(secret), message.Payload))
	return hmac.Equal([]byte(message.Signature), []byte(expected))
}

// VerifyAbleID checks able-id's own data.hash: proves that the session is yours, but neither body nor time.
func VerifyAbleID(projectID, secret, attemptID, hash string) bool {
	expected := upperSHA1(upperSHA1(projectID+secret) + attemptID)
	return hmac.Equal([]byte(hash), []byte(expected))
}

func mac(key, text []byte) []byte {
	hash := hmac.New(sha256.New, key)
	hash.Write(text)
	return hash.Sum(nil)
}

func upperSHA1(text string) string {
	return fmt.Sprintf("%X", sha1.Sum([]byte(text)))
}

package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		at := strings.Split(lines.Text(), "\t")
		body, _ := base64.StdEncoding.DecodeString(at[6])
		now, _ := strconv.ParseInt(at[5], 10, 64)
		switch at[0] {
		case "standard":
			fmt.Println(VerifyStandard(strings.Split(at[1], " "), at[2], at[3], at[4], body, now))
		case "love-and-pay":
			fmt.Println(VerifyLoveAndPay(at[1], at[2], body))
		case "treezor":
			fmt.Println(VerifyTreezor(at[1], body))
		default:
			fmt.Println(VerifyAbleID(at[2], at[1], at[3], at[4]))
		}
	}
}

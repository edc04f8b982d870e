require "#{ARGV.shift}/verify"

$stdin.each_line(chomp: true) do |line|
  format, secret, a, b, c, now, body = line.split("\t", -1)
  body = Base64.strict_decode64(body)
  holds =
    case format
    when "standard" then verify_standard(secret.split, a, b, c, body, now: now.to_i)
    when "love-and-pay" then verify_love_and_pay(secret, a, body)
    when "treezor" then verify_treezor(secret, body)
    else verify_able_id(a, secret, b, c)
    end
  puts holds
end

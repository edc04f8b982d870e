using System;

static class Check
{
    static void Main()
    {
        for (var line = Console.ReadLine(); line != null; line = Console.ReadLine())
        {
            var at = line.Split('\t');
            var body = Convert.FromBase64String(at[6]);
            bool holds;
            if (at[0] == "standard") holds = Verify.Standard(at[1].Split(' '), at[2], at[3], at[4], body, long.Parse(at[5]));
            else if (at[0] == "love-and-pay") holds = Verify.LoveAndPay(at[1], at[2], body);
            else if (at[0] == "treezor") holds = Verify.Treezor(at[1], body);
            else holds = Verify.AbleId(at[2], at[1], at[3], at[4]);
            Console.WriteLine(holds ? "true" : "false");
        }
    }
}

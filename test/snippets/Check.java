import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.List;

final class Check {
  public static void main(String[] args) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] at = line.split("\t", -1);
      byte[] body = Base64.getDecoder().decode(at[6]);
      System.out.println(
          switch (at[0]) {
            case "standard" ->
                Verify.standard(
                    List.of(at[1].split(" ")), at[2], at[3], at[4], body, Long.parseLong(at[5]));
            case "love-and-pay" -> Verify.loveAndPay(at[1], at[2], body);
            case "treezor" -> Verify.treezor(at[1], body);
            default -> Verify.ableId(at[2], at[1], at[3], at[4]);
          });
    }
  }
}

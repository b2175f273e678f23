<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
  <context>
    <name>Actions</name>
    <message>
      <source>&amp;Edit</source>
      <translation>編集(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Train</source>
      <translation>学習(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>表示(&amp;V)</translation>
    </message>
    <message>
      <source>100 %</source>
      <translation>ピクセル等倍</translation>
    </message>
    <message>
      <source>About Nurie</source>
      <translation>Nurieについて</translation>
    </message>
    <message>
      <source>Batch…</source>
      <translation>一括着色…</translation>
    </message>
    <message>
      <source>Choose the weights that colour</source>
      <translation>着色に使うモデルを選びます</translation>
    </message>
    <message>
      <source>Choose, import and export models</source>
      <translation>モデルを選び、読み込み、書き出します</translation>
    </message>
    <message>
      <source>Close Window</source>
      <translation>ウィンドウを閉じる</translation>
    </message>
    <message>
      <source>Colour a folder of sketches, or the pages of a CBZ</source>
      <translation>フォルダー内の線画やCBZのページをまとめて着色します</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>コピー</translation>
    </message>
    <message>
      <source>Copy Result</source>
      <translation>結果をコピー</translation>
    </message>
    <message>
      <source>Copy the coloured picture</source>
      <translation>着色した画像をコピーします</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>書き出し</translation>
    </message>
    <message>
      <source>Export Colours Without Lines…</source>
      <translation>線なしの色だけを書き出し…</translation>
    </message>
    <message>
      <source>Export Result…</source>
      <translation>結果を書き出し…</translation>
    </message>
    <message>
      <source>Fit to Pane</source>
      <translation>全体表示</translation>
    </message>
    <message>
      <source>Full Screen</source>
      <translation>フルスクリーン</translation>
    </message>
    <message>
      <source>Hide or Show All Panes</source>
      <translation>すべてのパネルを表示/非表示</translation>
    </message>
    <message>
      <source>Leave the picture alone</source>
      <translation>画像だけを表示します</translation>
    </message>
    <message>
      <source>Let a model learn from pictures</source>
      <translation>画像からモデルを学習させます</translation>
    </message>
    <message>
      <source>Models…</source>
      <translation>モデル…</translation>
    </message>
    <message>
      <source>New Training…</source>
      <translation>新しい学習…</translation>
    </message>
    <message>
      <source>One pixel of the picture on one pixel of the screen</source>
      <translation>画像の1ピクセルを画面の1ピクセルで表示します</translation>
    </message>
    <message>
      <source>Open Model…</source>
      <translation>モデルを開く…</translation>
    </message>
    <message>
      <source>Open Reference…</source>
      <translation>参照画像を開く…</translation>
    </message>
    <message>
      <source>Open Sketch…</source>
      <translation>線画を開く…</translation>
    </message>
    <message>
      <source>Open a line drawing</source>
      <translation>線画を開きます</translation>
    </message>
    <message>
      <source>Open a picture whose colours to take</source>
      <translation>色の手本にする画像を開きます</translation>
    </message>
    <message>
      <source>Paste a line drawing from the clipboard</source>
      <translation>クリップボードの線画を貼り付けます</translation>
    </message>
    <message>
      <source>Paste as Reference</source>
      <translation>参照画像として貼り付け</translation>
    </message>
    <message>
      <source>Paste as Sketch</source>
      <translation>線画として貼り付け</translation>
    </message>
    <message>
      <source>Paste the clipboard's picture as reference</source>
      <translation>クリップボードの画像を参照画像として貼り付けます</translation>
    </message>
    <message>
      <source>Put every tag back to the reference</source>
      <translation>すべてのタグを参照画像の値に戻します</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>終了</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>やり直し</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>参照画像</translation>
    </message>
    <message>
      <source>Reference Follows Zoom</source>
      <translation>参照画像の表示を連動</translation>
    </message>
    <message>
      <source>Reset All Tags</source>
      <translation>すべてのタグをリセット</translation>
    </message>
    <message>
      <source>Runs…</source>
      <translation>学習の一覧…</translation>
    </message>
    <message>
      <source>Search Tags</source>
      <translation>タグを検索</translation>
    </message>
    <message>
      <source>Show the whole picture</source>
      <translation>画像全体を表示します</translation>
    </message>
    <message>
      <source>Sketch</source>
      <translation>線画</translation>
    </message>
    <message>
      <source>Swap Sketch and Reference</source>
      <translation>線画と参照画像を入れ替え</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>取り消し</translation>
    </message>
    <message>
      <source>Watch and steer trainings</source>
      <translation>学習の経過を見て操作します</translation>
    </message>
    <message>
      <source>Write the coloured picture into a file</source>
      <translation>着色した画像をファイルに書き出します</translation>
    </message>
    <message>
      <source>Write what lies under the lines into a file</source>
      <translation>線の下の色だけをファイルに書き出します</translation>
    </message>
    <message>
      <source>Zoom In</source>
      <translation>ズームイン</translation>
    </message>
    <message>
      <source>Zoom Out</source>
      <translation>ズームアウト</translation>
    </message>
    <message>
      <source>Zoom and move the reference with the others</source>
      <translation>参照画像を他の画像と一緒に拡大・移動します</translation>
    </message>
  </context>
  <context>
    <name>Awaited</name>
    <message>
      <source>The picture was not saved or copied: its colouring was called off.</source>
      <translation>画像は保存もコピーもされていません。色付けが取り消されたためです。</translation>
    </message>
  </context>
  <context>
    <name>Background</name>
    <message>
      <source>Something went wrong inside Nurie ({error}); nothing was lost.</source>
      <translation>Nurieの内部で問題が起きました（{error}）。作業内容は失われていません。</translation>
    </message>
    <message>
      <source>There is not enough memory for this picture; close other programs and try again.</source>
      <translation>この画像に必要なメモリが足りません。ほかのアプリを閉じてからもう一度お試しください。</translation>
    </message>
  </context>
  <context>
    <name>Batch</name>
    <message>
      <source>Cancelled; what is done stays</source>
      <translation>キャンセルしました（完了分は残ります）</translation>
    </message>
    <message>
      <source>Cancelling…</source>
      <translation>キャンセルしています…</translation>
    </message>
    <message>
      <source>Finished</source>
      <translation>完了</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>一時停止中</translation>
    </message>
    <message>
      <source>Pausing after this page…</source>
      <translation>このページの後で一時停止します…</translation>
    </message>
    <message>
      <source>Sketches: {count}</source>
      <translation>線画 {count} 枚</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>開始しています…</translation>
    </message>
    <message>
      <source>colouring…</source>
      <translation>着色中…</translation>
    </message>
    <message>
      <source>done</source>
      <translation>完了</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>失敗</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>待機中</translation>
    </message>
    <message>
      <source>was there already</source>
      <translation>既存のため省略</translation>
    </message>
    <message>
      <source>{count} failed</source>
      <translation>失敗 {count} 件</translation>
    </message>
    <message>
      <source>{done} of {every}</source>
      <translation>{done} / {every}</translation>
    </message>
    <message>
      <source>{time} left</source>
      <translation>残り {time}</translation>
    </message>
  </context>
  <context>
    <name>BatchDesk</name>
    <message>
      <source>Show the batch at work</source>
      <translation>実行中の一括着色を表示</translation>
    </message>
    <message>
      <source>{done} of {every}</source>
      <translation>{done} / {every}</translation>
    </message>
  </context>
  <context>
    <name>BatchDialogs</name>
    <message>
      <source>A batch is at work: {done} of {every} are done.</source>
      <translation>一括着色を実行中です（{done} / {every} 完了）。</translation>
    </message>
    <message>
      <source>Batch at Work</source>
      <translation>一括着色を実行中</translation>
    </message>
    <message>
      <source>Coloured Comic</source>
      <translation>着色後のコミック</translation>
    </message>
    <message>
      <source>Comic to Colour</source>
      <translation>着色するコミック</translation>
    </message>
    <message>
      <source>Comics ({patterns})</source>
      <translation>コミック ({patterns})</translation>
    </message>
    <message>
      <source>Folder of Sketches</source>
      <translation>線画のフォルダー</translation>
    </message>
    <message>
      <source>Folder to Write To</source>
      <translation>書き出し先のフォルダー</translation>
    </message>
    <message>
      <source>Pictures and Palettes ({patterns})</source>
      <translation>画像とパレット ({patterns})</translation>
    </message>
    <message>
      <source>Reference or Palette</source>
      <translation>参照画像またはパレット</translation>
    </message>
    <message>
      <source>Stop and Close</source>
      <translation>停止して閉じる</translation>
    </message>
    <message>
      <source>What is done stays, and the same batch goes on with the rest another time.</source>
      <translation>完了した分は残り、同じ一括着色は後で続きから再開できます。</translation>
    </message>
  </context>
  <context>
    <name>BatchForm</name>
    <message>
      <source>A project</source>
      <translation>プロジェクト</translation>
    </message>
    <message>
      <source>Another reference or palette</source>
      <translation>別の参照画像またはパレット</translation>
    </message>
    <message>
      <source>As on the canvas now</source>
      <translation>現在のキャンバスと同じ</translation>
    </message>
    <message>
      <source>Choose what to take colours from</source>
      <translation>色の手本を選択</translation>
    </message>
    <message>
      <source>Choose where to write</source>
      <translation>書き出し先を選択</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>選択…</translation>
    </message>
    <message>
      <source>Colour it once more</source>
      <translation>もう一度着色する</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>配色</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>形式</translation>
    </message>
    <message>
      <source>Keep it and go on with the rest</source>
      <translation>残して未着色の分だけ続ける</translation>
    </message>
    <message>
      <source>What is there already</source>
      <translation>既存のファイル</translation>
    </message>
    <message>
      <source>Write to</source>
      <translation>書き出し先</translation>
    </message>
    <message>
      <source>reference, tags, lines</source>
      <translation>参照画像・タグ・線</translation>
    </message>
    <message>
      <source>{format}, in layers</source>
      <translation>{format}（レイヤー付き）</translation>
    </message>
    <message>
      <source>{name} coloured</source>
      <translation>{name} 着色</translation>
    </message>
    <message>
      <source>{name}, with the tags and lines of the canvas</source>
      <translation>{name}（タグと線はキャンバスのもの）</translation>
    </message>
  </context>
  <context>
    <name>BatchPlan</name>
    <message>
      <source>There is no model yet; choose one first.</source>
      <translation>モデルがありません。先に選択してください。</translation>
    </message>
    <message>
      <source>There is no reference on the canvas; open one, or choose another here.</source>
      <translation>キャンバスに参照画像がありません。開くか、ここで別のものを選んでください。</translation>
    </message>
  </context>
  <context>
    <name>BatchProcess</name>
    <message>
      <source>The batch ended without a word.</source>
      <translation>一括着色が何も出力せずに終了しました。</translation>
    </message>
    <message>
      <source>{program} could not be started.</source>
      <translation>{program}を起動できませんでした。</translation>
    </message>
  </context>
  <context>
    <name>BatchWindow</name>
    <message>
      <source>Another batch is at work; cancel it first.</source>
      <translation>別の一括着色を実行中です。先にキャンセルしてください。</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>一括着色</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Go On</source>
      <translation>再開</translation>
    </message>
    <message>
      <source>Looking…</source>
      <translation>確認しています…</translation>
    </message>
    <message>
      <source>Open Folder</source>
      <translation>フォルダーを開く</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>一時停止</translation>
    </message>
    <message>
      <source>Progress of the batch</source>
      <translation>一括着色の進行状況</translation>
    </message>
    <message>
      <source>Retry Failed</source>
      <translation>失敗分を再試行</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>開始</translation>
    </message>
  </context>
  <context>
    <name>Callout</name>
    <message>
      <source>Back</source>
      <translation>戻る</translation>
    </message>
    <message>
      <source>Begin</source>
      <translation>はじめる</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>次へ</translation>
    </message>
    <message>
      <source>Skip</source>
      <translation>スキップ</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>{number} / {count}</translation>
    </message>
  </context>
  <context>
    <name>ClearButton</name>
    <message>
      <source>Clear</source>
      <translation>消去</translation>
    </message>
  </context>
  <context>
    <name>ColorButton</name>
    <message>
      <source>Colour {hex}</source>
      <translation>色 {hex}</translation>
    </message>
  </context>
  <context>
    <name>ColorPopup</name>
    <message>
      <source>Hue</source>
      <translation>色相</translation>
    </message>
    <message>
      <source>Saturation and value</source>
      <translation>彩度と明度</translation>
    </message>
  </context>
  <context>
    <name>Commands</name>
    <message>
      <source>Apply “{name}”</source>
      <translation>「{name}」を適用</translation>
    </message>
    <message>
      <source>Change Even Fills</source>
      <translation>均一な塗りを変更</translation>
    </message>
    <message>
      <source>Change Line Detection</source>
      <translation>線の検出を変更</translation>
    </message>
    <message>
      <source>Change Model</source>
      <translation>モデルを変更</translation>
    </message>
    <message>
      <source>Change Reference</source>
      <translation>参照画像を変更</translation>
    </message>
    <message>
      <source>Change Sketch</source>
      <translation>線画を変更</translation>
    </message>
    <message>
      <source>Change Sketch and Reference</source>
      <translation>線画と参照画像を変更</translation>
    </message>
    <message>
      <source>Choose Layer</source>
      <translation>レイヤーを選択</translation>
    </message>
    <message>
      <source>End Solo</source>
      <translation>ソロを解除</translation>
    </message>
    <message>
      <source>Move {tag}</source>
      <translation>{tag}を変更</translation>
    </message>
    <message>
      <source>Mute {tag}</source>
      <translation>{tag}をミュート</translation>
    </message>
    <message>
      <source>Only {tag}</source>
      <translation>{tag}だけにする</translation>
    </message>
    <message>
      <source>Reset Tags</source>
      <translation>タグをリセット</translation>
    </message>
    <message>
      <source>Reset {tag}</source>
      <translation>{tag}をリセット</translation>
    </message>
    <message>
      <source>Restore Settings</source>
      <translation>設定を復元</translation>
    </message>
    <message>
      <source>Solo {tag}</source>
      <translation>{tag}をソロにする</translation>
    </message>
    <message>
      <source>Swap Sketch and Reference</source>
      <translation>線画と参照画像を入れ替え</translation>
    </message>
    <message>
      <source>Unmute {tag}</source>
      <translation>{tag}のミュートを解除</translation>
    </message>
  </context>
  <context>
    <name>CompareActions</name>
    <message>
      <source>Compare in one pane, with a divider to drag</source>
      <translation>1つの画面で、境界線をドラッグして比較します</translation>
    </message>
    <message>
      <source>Compare in two panes that move together</source>
      <translation>連動する2つの画面で比較します</translation>
    </message>
    <message>
      <source>Compare with A</source>
      <translation>Aと比較</translation>
    </message>
    <message>
      <source>Compare with B</source>
      <translation>Bと比較</translation>
    </message>
    <message>
      <source>Compare with the Reference Alone</source>
      <translation>参照画像だけの結果と比較</translation>
    </message>
    <message>
      <source>Compare with the Sketch</source>
      <translation>線画と比較</translation>
    </message>
    <message>
      <source>Flip between A and B</source>
      <translation>AとBを切り替え</translation>
    </message>
    <message>
      <source>Go to the settings of the other snapshot</source>
      <translation>もう一方のスナップショットの設定に切り替えます</translation>
    </message>
    <message>
      <source>Keep the present settings as A</source>
      <translation>現在の設定をAとして記録します</translation>
    </message>
    <message>
      <source>Keep the present settings as B</source>
      <translation>現在の設定をBとして記録します</translation>
    </message>
    <message>
      <source>See Before</source>
      <translation>変更前を表示</translation>
    </message>
    <message>
      <source>See the sketch in many colourings at once</source>
      <translation>線画をさまざまな配色で一覧します</translation>
    </message>
    <message>
      <source>See what was before while this is held</source>
      <translation>押している間、変更前を表示します</translation>
    </message>
    <message>
      <source>Side by Side</source>
      <translation>左右に並べる</translation>
    </message>
    <message>
      <source>Store as A</source>
      <translation>Aに記録</translation>
    </message>
    <message>
      <source>Store as B</source>
      <translation>Bに記録</translation>
    </message>
    <message>
      <source>Variants…</source>
      <translation>バリエーション…</translation>
    </message>
    <message>
      <source>Wipe</source>
      <translation>ワイプ</translation>
    </message>
  </context>
  <context>
    <name>CompareBar</name>
    <message>
      <source>What the result is compared with</source>
      <translation>結果と比較する対象</translation>
    </message>
  </context>
  <context>
    <name>CompareBinding</name>
    <message>
      <source>Flip to {name}</source>
      <translation>{name}に切り替え</translation>
    </message>
    <message>
      <source>Nothing is stored as {name} yet</source>
      <translation>{name}はまだ記録されていません</translation>
    </message>
    <message>
      <source>Nothing to compare with yet</source>
      <translation>比較する画像がまだありません</translation>
    </message>
    <message>
      <source>Sketch</source>
      <translation>線画</translation>
    </message>
    <message>
      <source>Stored as {name}</source>
      <translation>{name}に記録しました</translation>
    </message>
    <message>
      <source>The reference alone</source>
      <translation>参照画像のみ</translation>
    </message>
    <message>
      <source>There is no finished result to store yet</source>
      <translation>記録できる結果がまだありません</translation>
    </message>
  </context>
  <context>
    <name>ComparePage</name>
    <message>
      <source>Back to the Run</source>
      <translation>学習に戻る</translation>
    </message>
    <message>
      <source>It has no samples</source>
      <translation>サンプルがありません</translation>
    </message>
    <message>
      <source>{step} of {steps} steps</source>
      <translation>{steps} ステップ中 {step}</translation>
    </message>
  </context>
  <context>
    <name>CompareView</name>
    <message>
      <source>Before</source>
      <translation>変更前</translation>
    </message>
  </context>
  <context>
    <name>Confirm</name>
    <message>
      <source>Move to Waste Basket</source>
      <translation>ごみ箱に移す</translation>
    </message>
    <message>
      <source>Move “{name}” to the waste basket?</source>
      <translation>「{name}」をごみ箱に移しますか？</translation>
    </message>
  </context>
  <context>
    <name>CurvesPane</name>
    <message>
      <source>Compare with</source>
      <translation>比較する相手</translation>
    </message>
    <message>
      <source>Lay the curves of other runs behind</source>
      <translation>ほかの学習の曲線を背後に重ねます</translation>
    </message>
    <message>
      <source>Logarithmic</source>
      <translation>対数</translation>
    </message>
    <message>
      <source>Smooth</source>
      <translation>平滑化</translation>
    </message>
    <message>
      <source>Smooth the curves</source>
      <translation>曲線をなめらかにします</translation>
    </message>
    <message>
      <source>Smoothing</source>
      <translation>平滑化</translation>
    </message>
    <message>
      <source>no other run</source>
      <translation>ほかの学習なし</translation>
    </message>
    <message>
      <source>{n} other runs</source>
      <translation>ほかの学習 {n} 件</translation>
    </message>
  </context>
  <context>
    <name>DataField</name>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Check and Prepare</source>
      <translation>確認して準備</translation>
    </message>
    <message>
      <source>Choose Folder…</source>
      <translation>フォルダーを選択…</translation>
    </message>
    <message>
      <source>Draw Figures Instead</source>
      <translation>代わりに人物を描画</translation>
    </message>
    <message>
      <source>Drawing figures: {done} of {every}</source>
      <translation>人物を描画中：{done} / {every}</translation>
    </message>
    <message>
      <source>Drawing their lines: {done} of {every}</source>
      <translation>線画を作成中：{done} / {every}</translation>
    </message>
    <message>
      <source>Drawn figures</source>
      <translation>描画した人物</translation>
    </message>
    <message>
      <source>Drop a folder of finished pictures here</source>
      <translation>完成した絵のフォルダーをここにドロップ</translation>
    </message>
    <message>
      <source>Looking at the pictures: {done} of {every}</source>
      <translation>画像を確認中：{done} / {every}</translation>
    </message>
    <message>
      <source>Make drawn figures with exact lines and tags; no pictures are needed</source>
      <translation>正確な線とタグのある人物を描画して作ります。画像は不要です</translation>
    </message>
    <message>
      <source>Open the report of all pictures in the browser</source>
      <translation>すべての画像の報告をブラウザで開きます</translation>
    </message>
    <message>
      <source>Prepare Again</source>
      <translation>もう一度準備</translation>
    </message>
    <message>
      <source>Progress of the pictures</source>
      <translation>画像の進行状況</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>報告</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>開始しています…</translation>
    </message>
    <message>
      <source>Sub-folders count; tags may lie beside the pictures as NAME.txt.</source>
      <translation>サブフォルダーも含みます。タグは画像の横に NAME.txt として置けます。</translation>
    </message>
    <message>
      <source>The pictures are checked first, and line drawings are made of them.</source>
      <translation>まず画像を確認し、そこから線画を作ります。</translation>
    </message>
    <message>
      <source>{done} of {every}</source>
      <translation>{done} / {every}</translation>
    </message>
    <message>
      <source>{pictures} pictures to learn from, {held_out} kept apart for the test.</source>
      <translation>学習用の画像{pictures}枚、テスト用に{held_out}枚を分けてあります。</translation>
    </message>
  </context>
  <context>
    <name>DeviceMenu</name>
    <message>
      <source>Automatic Precision</source>
      <translation>精度：自動</translation>
    </message>
    <message>
      <source>Automatic: the Fastest</source>
      <translation>自動（いちばん速いもの）</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>デバイス</translation>
    </message>
    <message>
      <source>Exact: 32 Bits</source>
      <translation>正確（32 ビット）</translation>
    </message>
    <message>
      <source>Fast: bfloat16</source>
      <translation>高速（bfloat16）</translation>
    </message>
    <message>
      <source>Fast: float16</source>
      <translation>高速（float16）</translation>
    </message>
    <message>
      <source>{name}: {free} GB free</source>
      <translation>{name}：空き {free} GB</translation>
    </message>
  </context>
  <context>
    <name>Dialogs</name>
    <message>
      <source>About Nurie</source>
      <translation>Nurieについて</translation>
    </message>
    <message>
      <source>Add References</source>
      <translation>参照画像を追加</translation>
    </message>
    <message>
      <source>Colours line drawings after a reference picture and colour tags, on this machine alone.

After “Two-Step Training: Adjustable Sketch Colourization via Reference Image and Text Tag”. Licence: Apache-2.0. Icons: Phosphor (MIT).</source>
      <translation>参照画像と色のタグをもとに、このパソコンの中だけで線画に着色します。

論文「Two-Step Training: Adjustable Sketch Colourization via Reference Image and Text Tag」による。ライセンス：Apache-2.0。アイコン：Phosphor（MIT）。</translation>
    </message>
    <message>
      <source>Export Result</source>
      <translation>結果を書き出し</translation>
    </message>
    <message>
      <source>Flat Pictures ({patterns})</source>
      <translation>統合画像 ({patterns})</translation>
    </message>
    <message>
      <source>Layers ({patterns})</source>
      <translation>レイヤー付き ({patterns})</translation>
    </message>
    <message>
      <source>Models (*.safetensors)</source>
      <translation>モデル (*.safetensors)</translation>
    </message>
    <message>
      <source>Open Model</source>
      <translation>モデルを開く</translation>
    </message>
    <message>
      <source>Open Reference</source>
      <translation>参照画像を開く</translation>
    </message>
    <message>
      <source>Open Sketch</source>
      <translation>線画を開く</translation>
    </message>
    <message>
      <source>Pictures ({patterns})</source>
      <translation>画像 ({patterns})</translation>
    </message>
    <message>
      <source>{name} coloured.png</source>
      <translation>{name} 着色.png</translation>
    </message>
  </context>
  <context>
    <name>Divider</name>
    <message>
      <source>Divider of the comparison</source>
      <translation>比較の境界線</translation>
    </message>
    <message>
      <source>Drag to compare; a double click puts it in the middle</source>
      <translation>ドラッグして比較します。ダブルクリックで中央に戻ります</translation>
    </message>
  </context>
  <context>
    <name>DragButton</name>
    <message>
      <source>Drag the result into another program</source>
      <translation>結果をほかのプログラムへドラッグ</translation>
    </message>
    <message>
      <source>Writing the picture to drag… let go to call it off</source>
      <translation>ドラッグする画像を書き出しています… 離すと中止します</translation>
    </message>
  </context>
  <context>
    <name>DropBinding</name>
    <message>
      <source>Batch…</source>
      <translation>一括着色…</translation>
    </message>
    <message>
      <source>There is room for one sketch and one reference: “{name}” and {count} more were left out.</source>
      <translation>線画と参照画像は1枚ずつです。「{name}」とほか{count}枚は開きませんでした。</translation>
    </message>
    <message>
      <source>There is room for one sketch and one reference: “{name}” was left out.</source>
      <translation>線画と参照画像は1枚ずつです。「{name}」は開きませんでした。</translation>
    </message>
  </context>
  <context>
    <name>EngineBridge</name>
    <message>
      <source>The picture shown is out of date, because the last colouring failed.</source>
      <translation>前回の着色に失敗したため、表示中の画像は最新ではありません。</translation>
    </message>
    <message>
      <source>There is no result yet; open a sketch and a reference first.</source>
      <translation>結果がまだありません。先に線画と参照画像を開いてください。</translation>
    </message>
  </context>
  <context>
    <name>ErrorBar</name>
    <message>
      <source>Dismiss</source>
      <translation>閉じる</translation>
    </message>
    <message>
      <source>Dismiss the error</source>
      <translation>エラーを閉じる</translation>
    </message>
    <message>
      <source>Error</source>
      <translation>エラー</translation>
    </message>
  </context>
  <context>
    <name>ExportRow</name>
    <message>
      <source>Call off this export; an older file stays as it was</source>
      <translation>この書き出しを中止します。以前のファイルはそのまま残ります</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Exporting {name}</source>
      <translation>{name}を書き出しています</translation>
    </message>
    <message>
      <source>Progress of the export</source>
      <translation>書き出しの進み具合</translation>
    </message>
  </context>
  <context>
    <name>Exporter</name>
    <message>
      <source>Called off the export of {name}</source>
      <translation>{name}の書き出しを中止しました</translation>
    </message>
    <message>
      <source>Exported {name}</source>
      <translation>{name}を書き出しました</translation>
    </message>
  </context>
  <context>
    <name>Facts</name>
    <message>
      <source>Device</source>
      <translation>デバイス</translation>
    </message>
    <message>
      <source>Epoch</source>
      <translation>エポック</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>学習率</translation>
    </message>
    <message>
      <source>Memory</source>
      <translation>メモリ</translation>
    </message>
    <message>
      <source>Passed</source>
      <translation>経過時間</translation>
    </message>
    <message>
      <source>Progress of the training</source>
      <translation>学習の進み具合</translation>
    </message>
    <message>
      <source>Remaining</source>
      <translation>残り時間</translation>
    </message>
    <message>
      <source>Room on the disk</source>
      <translation>ディスクの空き</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>速度</translation>
    </message>
    <message>
      <source>Step</source>
      <translation>ステップ</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>学習</translation>
    </message>
    <message>
      <source>Waits for data</source>
      <translation>データ待ち</translation>
    </message>
    <message>
      <source>{rate:.1f} images/s</source>
      <translation>{rate:.1f} 枚/秒</translation>
    </message>
    <message>
      <source>{stage}, {number} of {count}</source>
      <translation>{stage}（{number}/{count}）</translation>
    </message>
    <message>
      <source>{step} of {steps}</source>
      <translation>{step} / {steps}</translation>
    </message>
    <message>
      <source>{taken} of {total}</source>
      <translation>{taken} / {total}</translation>
    </message>
  </context>
  <context>
    <name>FillsMenu</name>
    <message>
      <source>Even fills</source>
      <translation>均一な塗り</translation>
    </message>
    <message>
      <source>How far each area between the lines is drawn to one colour</source>
      <translation>線で囲まれた領域を、それぞれ一つの色にどこまで近づけるか</translation>
    </message>
  </context>
  <context>
    <name>HelpActions</name>
    <message>
      <source>Colours to take</source>
      <translation>参照する色</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>比べる</translation>
    </message>
    <message>
      <source>Drag a slider, and the colours follow while your hand moves. A double click puts it back to what the reference shows. Rest on a swatch to see beforehand what it does.</source>
      <translation>スライダーをドラッグすると、動かしている間に色が変わります。ダブルクリックで参照画像の値に戻ります。色見本の上で止めると、結果を先に確かめられます。</translation>
    </message>
    <message>
      <source>Drop a line drawing here. Pencil on paper, white on black, and layers of PSD, ORA and KRA work as well. Your lines are never redrawn: colours are made under them.</source>
      <translation>ここに線画をドロップします。紙に鉛筆、黒地に白、PSD・ORA・KRA のレイヤーも使えます。線が描き直されることはなく、色はその下に塗られます。</translation>
    </message>
    <message>
      <source>Drop a picture whose colours you like. Nurie colours the drawing after it, on this machine alone.</source>
      <translation>好きな配色の画像をドロップします。Nurie はそれに合わせて線画を着色します。すべてこのパソコンの中だけで行われます。</translation>
    </message>
    <message>
      <source>Hints</source>
      <translation>ヒント</translation>
    </message>
    <message>
      <source>Keep it</source>
      <translation>保存する</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>ログ</translation>
    </message>
    <message>
      <source>Manual</source>
      <translation>マニュアル</translation>
    </message>
    <message>
      <source>Move a tag</source>
      <translation>タグを動かす</translation>
    </message>
    <message>
      <source>Save the picture, flat or in layers; File ▸ Save Project keeps the whole work. Train ▸ New Training… teaches a model your own style. Help ▸ Manual tells the rest.</source>
      <translation>画像は一枚絵またはレイヤー付きで保存できます。「ファイル ▸ プロジェクトを保存」で作業全体を保存します。「学習 ▸ 新しい学習…」であなたの画風をモデルに教えられます。詳しくは「ヘルプ ▸ マニュアル」をご覧ください。</translation>
    </message>
    <message>
      <source>See what changed: a divider over the picture, two panes side by side, or what was before while a button is held. Every result also waits in the history below.</source>
      <translation>変化を確かめます。画像上の仕切り、左右の並列表示、ボタンを押している間だけ前の状態を表示できます。結果はすべて下のヒストリーにも残ります。</translation>
    </message>
    <message>
      <source>Show in a minute what is where</source>
      <translation>どこに何があるかを1分で案内します</translation>
    </message>
    <message>
      <source>Tour</source>
      <translation>ツアー</translation>
    </message>
    <message>
      <source>What Nurie did and what went wrong</source>
      <translation>Nurie の動作とエラーの記録</translation>
    </message>
    <message>
      <source>Where you know better, paint it: brush, fill and eyedropper lay colours under your lines. They stay there, whatever is coloured anew.</source>
      <translation>思いどおりの色にしたい所は自分で塗れます。ブラシ・塗りつぶし・スポイトで線の下に色を置きます。着色し直しても残ります。</translation>
    </message>
    <message>
      <source>Your drawing</source>
      <translation>線画</translation>
    </message>
  </context>
  <context>
    <name>HintActions</name>
    <message>
      <source>Brush</source>
      <translation>ブラシ</translation>
    </message>
    <message>
      <source>Brush: paint hints over the colours, under your lines</source>
      <translation>ブラシ：色の上、線の下にヒントを描きます</translation>
    </message>
    <message>
      <source>Clear Hints</source>
      <translation>ヒントをすべて消去</translation>
    </message>
    <message>
      <source>Eraser</source>
      <translation>消しゴム</translation>
    </message>
    <message>
      <source>Eraser: take hints away</source>
      <translation>消しゴム：ヒントを消します</translation>
    </message>
    <message>
      <source>Eyedropper</source>
      <translation>スポイト</translation>
    </message>
    <message>
      <source>Fill</source>
      <translation>塗りつぶし</translation>
    </message>
    <message>
      <source>Fill what the lines enclose; small gaps are closed</source>
      <translation>線で囲まれた範囲を塗りつぶします。小さなすき間は閉じて扱います</translation>
    </message>
    <message>
      <source>Hand</source>
      <translation>手のひら</translation>
    </message>
    <message>
      <source>Hand: move the picture; zoom with the wheel</source>
      <translation>手のひら：画像を動かします。ホイールで拡大・縮小</translation>
    </message>
    <message>
      <source>Hint tools</source>
      <translation>ヒントのツール</translation>
    </message>
    <message>
      <source>Hints</source>
      <translation>ヒント</translation>
    </message>
    <message>
      <source>Larger Brush</source>
      <translation>ブラシを大きく</translation>
    </message>
    <message>
      <source>Smaller Brush</source>
      <translation>ブラシを小さく</translation>
    </message>
    <message>
      <source>Take a colour from the result or the reference</source>
      <translation>結果または参照画像から色を取ります</translation>
    </message>
  </context>
  <context>
    <name>HintBinding</name>
    <message>
      <source>Looking for the area…</source>
      <translation>範囲を探しています…</translation>
    </message>
    <message>
      <source>That is a line; click beside it to fill</source>
      <translation>そこは線です。塗るには線の横をクリックしてください</translation>
    </message>
  </context>
  <context>
    <name>HintCommands</name>
    <message>
      <source>Brush Stroke</source>
      <translation>ブラシ</translation>
    </message>
    <message>
      <source>Clear Hints</source>
      <translation>ヒントを消去</translation>
    </message>
    <message>
      <source>Erase</source>
      <translation>消しゴムで消去</translation>
    </message>
    <message>
      <source>Fill</source>
      <translation>塗りつぶし</translation>
    </message>
  </context>
  <context>
    <name>HintPainter</name>
    <message>
      <source>Something went wrong inside Nurie ({error}).</source>
      <translation>Nurieの内部で問題が起きました（{error}）。</translation>
    </message>
    <message>
      <source>There is not enough memory for this; close other programs and try again.</source>
      <translation>メモリが足りません。ほかのプログラムを閉じてやり直してください。</translation>
    </message>
  </context>
  <context>
    <name>HistoryBinding</name>
    <message>
      <source>Forgot a result</source>
      <translation>結果を1件削除しました</translation>
    </message>
    <message>
      <source>Forgot the results without a star: {count}</source>
      <translation>お気に入り以外の結果を削除しました（{count}件）</translation>
    </message>
    <message>
      <source>Go Back in the History</source>
      <translation>ヒストリーから復元</translation>
    </message>
  </context>
  <context>
    <name>HistoryStrip</name>
    <message>
      <source>Forget</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>Forget All but the Starred</source>
      <translation>お気に入り以外をすべて削除</translation>
    </message>
    <message>
      <source>Go Back to This</source>
      <translation>この状態に戻す</translation>
    </message>
    <message>
      <source>History</source>
      <translation>ヒストリー</translation>
    </message>
    <message>
      <source>Nothing in the history matches.</source>
      <translation>条件に合うヒストリーはありません。</translation>
    </message>
    <message>
      <source>Only starred results</source>
      <translation>お気に入りの結果だけを表示</translation>
    </message>
    <message>
      <source>Remove the Star</source>
      <translation>お気に入りから外す</translation>
    </message>
    <message>
      <source>Results will be kept here.</source>
      <translation>結果はここに記録されます。</translation>
    </message>
    <message>
      <source>Search the history</source>
      <translation>ヒストリーを検索</translation>
    </message>
    <message>
      <source>Star</source>
      <translation>お気に入りに追加</translation>
    </message>
    <message>
      <source>reference</source>
      <translation>参照のみ</translation>
    </message>
  </context>
  <context>
    <name>ImagePane</name>
    <message>
      <source>dropped picture</source>
      <translation>ドロップした画像</translation>
    </message>
  </context>
  <context>
    <name>Journal</name>
    <message>
      <source>Your work cannot be kept safe against a crash ({reason}); save it yourself.</source>
      <translation>異常終了に備えた自動記録ができません（{reason}）。手動で保存してください。</translation>
    </message>
  </context>
  <context>
    <name>LengthField</name>
    <message>
      <source>Hours</source>
      <translation>時間</translation>
    </message>
    <message>
      <source>How long; it can be made longer or stopped at any time</source>
      <translation>学習の長さ。いつでも延長や停止ができます</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>ステップ数</translation>
    </message>
    <message>
      <source>Unit of the length</source>
      <translation>長さの単位</translation>
    </message>
    <message>
      <source>hours, about</source>
      <translation>時間（約）</translation>
    </message>
    <message>
      <source>measured when it starts</source>
      <translation>開始時に測定します</translation>
    </message>
    <message>
      <source>steps</source>
      <translation>ステップ</translation>
    </message>
    <message>
      <source>{steps} steps</source>
      <translation>{steps} ステップ</translation>
    </message>
  </context>
  <context>
    <name>LineActions</name>
    <message>
      <source>Show Detected Lines</source>
      <translation>検出した線を表示</translation>
    </message>
    <message>
      <source>Show the lines as the network sees them</source>
      <translation>ネットワークに渡される線を表示します</translation>
    </message>
  </context>
  <context>
    <name>LineMenu</name>
    <message>
      <source>All Layers Merged</source>
      <translation>すべてのレイヤーを統合</translation>
    </message>
    <message>
      <source>As It Is</source>
      <translation>そのまま</translation>
    </message>
    <message>
      <source>Clean Paper</source>
      <translation>紙の地色を除去</translation>
    </message>
    <message>
      <source>Dark Lines on Light Paper</source>
      <translation>明るい紙に暗い線</translation>
    </message>
    <message>
      <source>Detect</source>
      <translation>自動検出</translation>
    </message>
    <message>
      <source>Detect Paper and Threshold</source>
      <translation>紙としきい値を自動検出</translation>
    </message>
    <message>
      <source>Found: {what}</source>
      <translation>検出結果：{what}</translation>
    </message>
    <message>
      <source>Grey from which on a pixel is paper</source>
      <translation>これより明るい画素を紙とみなす値</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>レイヤー</translation>
    </message>
    <message>
      <source>Light Lines on Dark Paper</source>
      <translation>暗い紙に明るい線</translation>
    </message>
    <message>
      <source>Lines on Transparency</source>
      <translation>透明な地に線</translation>
    </message>
    <message>
      <source>Looking at the lines…</source>
      <translation>線を調べています…</translation>
    </message>
    <message>
      <source>Open a sketch first</source>
      <translation>先に線画を開いてください</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>しきい値</translation>
    </message>
    <message>
      <source>as it is</source>
      <translation>そのまま</translation>
    </message>
    <message>
      <source>dark on paper, cleaned</source>
      <translation>紙に暗い線（地色を除去）</translation>
    </message>
    <message>
      <source>dark on white</source>
      <translation>白地に暗い線</translation>
    </message>
    <message>
      <source>light on dark</source>
      <translation>暗い地に明るい線</translation>
    </message>
    <message>
      <source>light on dark, paper cleaned</source>
      <translation>暗い地に明るい線（地色を除去）</translation>
    </message>
    <message>
      <source>on transparency</source>
      <translation>透明な地に線</translation>
    </message>
  </context>
  <context>
    <name>LogWindow</name>
    <message>
      <source>Copied. It names files: read it before you give it away.</source>
      <translation>コピーしました。ファイル名が含まれるので、人に渡す前に確認してください。</translation>
    </message>
    <message>
      <source>Copy All</source>
      <translation>すべてコピー</translation>
    </message>
    <message>
      <source>It stays on this machine. It names files: read it before you give it away.</source>
      <translation>このパソコンの外に送られることはありません。ファイル名が含まれるので、人に渡す前に確認してください。</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>ログ</translation>
    </message>
    <message>
      <source>Show Folder</source>
      <translation>フォルダーを表示</translation>
    </message>
  </context>
  <context>
    <name>LossPlot</name>
    <message>
      <source>Curves come with the first steps</source>
      <translation>最初のステップの後に曲線が表示されます</translation>
    </message>
    <message>
      <source>Loss curves</source>
      <translation>損失の曲線</translation>
    </message>
    <message>
      <source>step {step}</source>
      <translation>ステップ {step}</translation>
    </message>
    <message>
      <source>{term}, held out</source>
      <translation>{term}（未学習の画像）</translation>
    </message>
    <message>
      <source>| held out, dashed</source>
      <translation>| 未学習の画像（破線）</translation>
    </message>
  </context>
  <context>
    <name>MachineField</name>
    <message>
      <source>As the advanced options say</source>
      <translation>詳細設定のとおり</translation>
    </message>
    <message>
      <source>Graphics card with 12 GB</source>
      <translation>12 GB のグラフィックボード</translation>
    </message>
    <message>
      <source>Graphics card with 24 GB or more</source>
      <translation>24 GB 以上のグラフィックボード</translation>
    </message>
    <message>
      <source>Graphics card with 6 GB</source>
      <translation>6 GB のグラフィックボード</translation>
    </message>
    <message>
      <source>Graphics card with 8 GB</source>
      <translation>8 GB のグラフィックボード</translation>
    </message>
    <message>
      <source>Processor: small pictures, 16 a step</source>
      <translation>CPU：小さな画像、1ステップ16枚</translation>
    </message>
    <message>
      <source>This machine: {name}</source>
      <translation>このパソコン：{name}</translation>
    </message>
    <message>
      <source>This machine: {name}, {memory}</source>
      <translation>このパソコン：{name}、{memory}</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>No model is installed; choose one with File ▸ Open Model…</source>
      <translation>モデルがありません。［ファイル］▸［モデルを開く…］で選んでください</translation>
    </message>
    <message>
      <source>The window closes when the picture is coloured and saved</source>
      <translation>画像の色付けと保存が終わると、ウィンドウが閉じます</translation>
    </message>
    <message>
      <source>pasted picture</source>
      <translation>貼り付けた画像</translation>
    </message>
  </context>
  <context>
    <name>ManualWindow</name>
    <message>
      <source>Contents</source>
      <translation>目次</translation>
    </message>
    <message>
      <source>Manual</source>
      <translation>マニュアル</translation>
    </message>
  </context>
  <context>
    <name>ModelLibrary</name>
    <message>
      <source>The command could not be started: {reason}.</source>
      <translation>コマンドを開始できませんでした：{reason}。</translation>
    </message>
    <message>
      <source>The command ended without a word.</source>
      <translation>コマンドが何も出力せずに終了しました。</translation>
    </message>
    <message>
      <source>{model} belongs to the program or to a run.</source>
      <translation>{model} はプログラムまたは学習のものです。</translation>
    </message>
    <message>
      <source>{model} cannot be written: {reason}.</source>
      <translation>{model} に書き込めません：{reason}。</translation>
    </message>
    <message>
      <source>{model} could not be moved to the waste basket.</source>
      <translation>{model} をごみ箱に移せませんでした。</translation>
    </message>
  </context>
  <context>
    <name>ModelQuestions</name>
    <message>
      <source>Choose a file: {name}</source>
      <translation>ファイルを選ぶ：{name}</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>選ぶ…</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>エンコーダー</translation>
    </message>
    <message>
      <source>Export Model</source>
      <translation>モデルを書き出す</translation>
    </message>
    <message>
      <source>Files that were trained together become one model. They are opened in a process of their own.</source>
      <translation>いっしょに学習されたファイルが一つのモデルになります。ファイルは独立したプロセスで開かれます。</translation>
    </message>
    <message>
      <source>Generator</source>
      <translation>生成ネットワーク</translation>
    </message>
    <message>
      <source>Import Models</source>
      <translation>モデルを読み込む</translation>
    </message>
    <message>
      <source>Mapping network</source>
      <translation>マッピングネットワーク</translation>
    </message>
    <message>
      <source>Models (*.safetensors *.pth)</source>
      <translation>モデル (*.safetensors *.pth)</translation>
    </message>
    <message>
      <source>Networks (*.pth)</source>
      <translation>ネットワーク (*.pth)</translation>
    </message>
    <message>
      <source>Networks of the Paper's Authors</source>
      <translation>論文著者のネットワーク</translation>
    </message>
    <message>
      <source>Projects that were painted with it will ask for it.</source>
      <translation>このモデルで着色したプロジェクトには、このモデルが必要です。</translation>
    </message>
    <message>
      <source>Small: 8 bits a weight (*.safetensors)</source>
      <translation>小さく：重み 8 ビット (*.safetensors)</translation>
    </message>
    <message>
      <source>Throw Away Model</source>
      <translation>モデルを破棄</translation>
    </message>
    <message>
      <source>Whole: 32 bits a weight (*.safetensors)</source>
      <translation>そのまま：重み 32 ビット (*.safetensors)</translation>
    </message>
    <message>
      <source>needed</source>
      <translation>必須</translation>
    </message>
    <message>
      <source>without it tags cannot be moved</source>
      <translation>ないとタグを動かせません</translation>
    </message>
  </context>
  <context>
    <name>ModelsDialog</name>
    <message>
      <source>Bring in weights of others: .safetensors, or the paper's .pth files</source>
      <translation>ほかの人の重みを取り込みます：.safetensors、または論文の .pth ファイル</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Cancelling…</source>
      <translation>キャンセルしています…</translation>
    </message>
    <message>
      <source>Converting, for a minute perhaps…</source>
      <translation>変換しています。1 分ほどかかることがあります…</translation>
    </message>
    <message>
      <source>Copying…</source>
      <translation>コピーしています…</translation>
    </message>
    <message>
      <source>Export Model…</source>
      <translation>モデルを書き出す…</translation>
    </message>
    <message>
      <source>Exporting…</source>
      <translation>書き出しています…</translation>
    </message>
    <message>
      <source>Import…</source>
      <translation>読み込む…</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>モデル</translation>
    </message>
    <message>
      <source>Move this file to the waste basket</source>
      <translation>このファイルをごみ箱に移します</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名前</translation>
    </message>
    <message>
      <source>Only models of your own can be thrown away; runs are, in the list of runs</source>
      <translation>破棄できるのは自分のモデルだけです。学習は学習の一覧から破棄できます</translation>
    </message>
    <message>
      <source>Paint with This</source>
      <translation>これで着色</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>サイズ</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>出どころ</translation>
    </message>
    <message>
      <source>Stage</source>
      <translation>段階</translation>
    </message>
    <message>
      <source>Throw Away…</source>
      <translation>破棄…</translation>
    </message>
    <message>
      <source>a run's newest</source>
      <translation>学習の最新モデル</translation>
    </message>
    <message>
      <source>damaged</source>
      <translation>破損</translation>
    </message>
    <message>
      <source>paints now</source>
      <translation>いま着色に使用中</translation>
    </message>
    <message>
      <source>with Nurie</source>
      <translation>Nurie に付属</translation>
    </message>
    <message>
      <source>your models</source>
      <translation>自分のモデル</translation>
    </message>
    <message>
      <source>{name}, trained at {size} px, knows {n} tags</source>
      <translation>{name}、{size} px で学習、タグ {n} 個</translation>
    </message>
  </context>
  <context>
    <name>NoticeBar</name>
    <message>
      <source>Dismiss</source>
      <translation>閉じる</translation>
    </message>
    <message>
      <source>Notice</source>
      <translation>お知らせ</translation>
    </message>
    <message>
      <source>Put the notice aside</source>
      <translation>お知らせを閉じる</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>取り消し</translation>
    </message>
  </context>
  <context>
    <name>OptionsForm</name>
    <message>
      <source>On</source>
      <translation>オン</translation>
    </message>
  </context>
  <context>
    <name>OwnDrawing</name>
    <message>
      <source>{folder} cannot be written: {reason}.</source>
      <translation>{folder} に書き込めません：{reason}。</translation>
    </message>
  </context>
  <context>
    <name>PageList</name>
    <message>
      <source>Sketches</source>
      <translation>線画</translation>
    </message>
  </context>
  <context>
    <name>PaneHeader</name>
    <message>
      <source>Hide this pane</source>
      <translation>このパネルを隠す</translation>
    </message>
    <message>
      <source>Undock or dock this pane</source>
      <translation>このパネルを分離/格納</translation>
    </message>
  </context>
  <context>
    <name>PictureBinding</name>
    <message>
      <source>reading…</source>
      <translation>読み込み中…</translation>
    </message>
  </context>
  <context>
    <name>PictureSheet</name>
    <message>
      <source>All pictures</source>
      <translation>すべての画像</translation>
    </message>
    <message>
      <source>Learn from none of the doubtful pictures shown here</source>
      <translation>ここに表示された問題のある画像をすべて学習から除外します</translation>
    </message>
    <message>
      <source>Leave These Out</source>
      <translation>これらを除外</translation>
    </message>
    <message>
      <source>Pictures to learn from</source>
      <translation>学習に使う画像</translation>
    </message>
    <message>
      <source>What is doubtful</source>
      <translation>問題のある画像</translation>
    </message>
    <message>
      <source>Which pictures</source>
      <translation>表示する画像</translation>
    </message>
    <message>
      <source>alike</source>
      <translation>類似</translation>
    </message>
    <message>
      <source>empty</source>
      <translation>空</translation>
    </message>
    <message>
      <source>grey</source>
      <translation>白黒</translation>
    </message>
    <message>
      <source>learned from</source>
      <translation>学習に使用</translation>
    </message>
    <message>
      <source>left out</source>
      <translation>除外</translation>
    </message>
    <message>
      <source>too small</source>
      <translation>小さすぎる</translation>
    </message>
    <message>
      <source>transparent</source>
      <translation>透明</translation>
    </message>
    <message>
      <source>unreadable</source>
      <translation>読めない</translation>
    </message>
    <message>
      <source>without lines</source>
      <translation>線なし</translation>
    </message>
    <message>
      <source>without tags</source>
      <translation>タグなし</translation>
    </message>
    <message>
      <source>{n} pictures are left out; a click changes that.</source>
      <translation>{n} 枚が除外されています。クリックで切り替えます。</translation>
    </message>
  </context>
  <context>
    <name>PictureSource</name>
    <message>
      <source>Nurie stays offline and cannot fetch a picture from the web: save it first, then drop the file.</source>
      <translation>Nurieはインターネットに接続しないため、Web上の画像は取得できません。保存してからファイルをドロップしてください。</translation>
    </message>
    <message>
      <source>The dropped picture is damaged; save it first, then drop the file.</source>
      <translation>ドロップした画像は壊れています。保存してからファイルをドロップしてください。</translation>
    </message>
    <message>
      <source>There is no picture in what was dropped or pasted; copy a picture or drop its file.</source>
      <translation>ドロップまたは貼り付けた内容に画像がありません。画像をコピーするか、ファイルをドロップしてください。</translation>
    </message>
    <message>
      <source>{name} is empty; drop or paste a picture.</source>
      <translation>{name}は空です。画像をドロップするか貼り付けてください。</translation>
    </message>
  </context>
  <context>
    <name>PreferenceMenus</name>
    <message>
      <source>As the System</source>
      <translation>システムに合わせる</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>ダーク</translation>
    </message>
    <message>
      <source>Keyboard Shortcuts…</source>
      <translation>ショートカットキー設定…</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>言語</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>ライト</translation>
    </message>
    <message>
      <source>The language changes when Nurie is opened again</source>
      <translation>言語はNurieの再起動後に切り替わります</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>テーマ</translation>
    </message>
  </context>
  <context>
    <name>PresetBinding</name>
    <message>
      <source>Deleted the preset “{name}”</source>
      <translation>プリセット「{name}」を削除しました</translation>
    </message>
    <message>
      <source>Replaced the tags of the preset “{name}”</source>
      <translation>プリセット「{name}」のタグを上書きしました</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>取り消し</translation>
    </message>
  </context>
  <context>
    <name>PresetPanel</name>
    <message>
      <source>Add to the Present Tags</source>
      <translation>現在のタグに追加</translation>
    </message>
    <message>
      <source>Apply</source>
      <translation>適用</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>Keep the present tags as a preset</source>
      <translation>現在のタグをプリセットとして登録</translation>
    </message>
    <message>
      <source>Presets</source>
      <translation>プリセット</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>名前を変更</translation>
    </message>
    <message>
      <source>Replace with the Present Tags</source>
      <translation>現在のタグで上書き</translation>
    </message>
  </context>
  <context>
    <name>Presets</name>
    <message>
      <source>Autumn</source>
      <translation>秋</translation>
    </message>
    <message>
      <source>Gold</source>
      <translation>金髪</translation>
    </message>
    <message>
      <source>Mint</source>
      <translation>ミント</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>プリセット</translation>
    </message>
    <message>
      <source>Raven</source>
      <translation>黒髪</translation>
    </message>
    <message>
      <source>Rose</source>
      <translation>ローズ</translation>
    </message>
    <message>
      <source>Silver</source>
      <translation>銀髪</translation>
    </message>
  </context>
  <context>
    <name>ProjectActions</name>
    <message>
      <source>New Window</source>
      <translation>新しいウィンドウ</translation>
    </message>
    <message>
      <source>Open Project…</source>
      <translation>プロジェクトを開く…</translation>
    </message>
    <message>
      <source>Open Recent</source>
      <translation>最近使ったプロジェクト</translation>
    </message>
    <message>
      <source>Save Project</source>
      <translation>プロジェクトを保存</translation>
    </message>
    <message>
      <source>Save Project As…</source>
      <translation>名前を付けてプロジェクトを保存…</translation>
    </message>
  </context>
  <context>
    <name>ProjectBinding</name>
    <message>
      <source>Ask again at the next start</source>
      <translation>次回の起動時にもう一度たずねる</translation>
    </message>
    <message>
      <source>Bring It Back</source>
      <translation>復元</translation>
    </message>
    <message>
      <source>Open Model…</source>
      <translation>モデルを開く…</translation>
    </message>
    <message>
      <source>Throw It Away</source>
      <translation>破棄</translation>
    </message>
    <message>
      <source>Unsaved work on “{name}” was kept when Nurie ended unexpectedly ({time}).</source>
      <translation>Nurieが異常終了したとき、「{name}」の保存されていない作業が残されました（{time}）。</translation>
    </message>
    <message>
      <source>Untitled</source>
      <translation>名称未設定</translation>
    </message>
    <message>
      <source>{name} is open in this window</source>
      <translation>{name}はこのウィンドウで開いています</translation>
    </message>
  </context>
  <context>
    <name>ProjectDialogs</name>
    <message>
      <source>Another window or program has saved it. Replacing it loses what was saved there.</source>
      <translation>別のウィンドウまたはプログラムが保存しました。置き換えると、そこで保存された内容は失われます。</translation>
    </message>
    <message>
      <source>Nurie projects ({patterns})</source>
      <translation>Nurieプロジェクト ({patterns})</translation>
    </message>
    <message>
      <source>Open Project</source>
      <translation>プロジェクトを開く</translation>
    </message>
    <message>
      <source>Replace</source>
      <translation>置き換える</translation>
    </message>
    <message>
      <source>Replace “{name}”?</source>
      <translation>「{name}」を置き換えますか？</translation>
    </message>
    <message>
      <source>Save As…</source>
      <translation>名前を付けて保存…</translation>
    </message>
    <message>
      <source>Save Project As</source>
      <translation>名前を付けてプロジェクトを保存</translation>
    </message>
    <message>
      <source>Save the changes to “{name}”?</source>
      <translation>「{name}」の変更を保存しますか？</translation>
    </message>
    <message>
      <source>There is a file of this name already.</source>
      <translation>この名前のファイルはすでにあります。</translation>
    </message>
    <message>
      <source>They are lost otherwise.</source>
      <translation>保存しないと変更は失われます。</translation>
    </message>
    <message>
      <source>untitled</source>
      <translation>名称未設定</translation>
    </message>
    <message>
      <source>“{name}” has changed since it was opened in this window.</source>
      <translation>「{name}」は、このウィンドウで開いたあとに変更されています。</translation>
    </message>
  </context>
  <context>
    <name>ProjectKeeper</name>
    <message>
      <source>Called off saving {name}</source>
      <translation>{name}の保存を中止しました</translation>
    </message>
    <message>
      <source>Opening…</source>
      <translation>開いています…</translation>
    </message>
    <message>
      <source>Saved {name}</source>
      <translation>{name}を保存しました</translation>
    </message>
    <message>
      <source>Saving…</source>
      <translation>保存しています…</translation>
    </message>
    <message>
      <source>{name} is saved; the file of its model, “{model}”, is gone: once it is back, save again, so that the project finds it.</source>
      <translation>{name}を保存しましたが、モデル「{model}」のファイルがなくなっています。ファイルを元に戻してもう一度保存すると、プロジェクトがモデルを見つけられるようになります。</translation>
    </message>
    <message>
      <source>“{wanted}”, the model of this project, is not on this machine.</source>
      <translation>このプロジェクトのモデル「{wanted}」がこのパソコンにありません。</translation>
    </message>
    <message>
      <source>“{wanted}”, the model of this project, is not on this machine; “{model}” colours it.</source>
      <translation>このプロジェクトのモデル「{wanted}」がこのパソコンにないため、「{model}」で着色します。</translation>
    </message>
  </context>
  <context>
    <name>QApplication</name>
    <message>
      <source>Something went wrong inside Nurie ({error}).</source>
      <translation>Nurieの内部で問題が起きました（{error}）。</translation>
    </message>
  </context>
  <context>
    <name>Recovery</name>
    <message>
      <source>Recover Work</source>
      <translation>作業を復元</translation>
    </message>
    <message>
      <source>“{wanted}”, which coloured this, is not there any more; “{model}” colours it.</source>
      <translation>着色に使われた「{wanted}」が見つからないため、「{model}」で着色します。</translation>
    </message>
  </context>
  <context>
    <name>ResultBinding</name>
    <message>
      <source>A model is needed to colour</source>
      <translation>着色にはモデルが必要です</translation>
    </message>
    <message>
      <source>Colouring…</source>
      <translation>着色中…</translation>
    </message>
    <message>
      <source>Drop a line drawing here to colour it</source>
      <translation>ここに線画をドロップすると着色します</translation>
    </message>
    <message>
      <source>Loading the model…</source>
      <translation>モデルを読み込み中…</translation>
    </message>
    <message>
      <source>Now a reference: a picture with the colours to take</source>
      <translation>次は参照画像です。色の手本にする画像を開いてください</translation>
    </message>
    <message>
      <source>Only the view is mirrored or turned, not the picture: View ▸ Upright View ends it</source>
      <translation>反転・回転しているのは表示だけで、絵は変わりません。「表示 ▸ 反転・回転をリセット」で元に戻ります</translation>
    </message>
    <message>
      <source>Out of date</source>
      <translation>最新ではありません</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>プレビュー</translation>
    </message>
    <message>
      <source>The picture could not be coloured</source>
      <translation>着色できませんでした</translation>
    </message>
    <message>
      <source>mirrored</source>
      <translation>反転中</translation>
    </message>
  </context>
  <context>
    <name>ResultOut</name>
    <message>
      <source>Called off the copying</source>
      <translation>コピーを中止しました</translation>
    </message>
    <message>
      <source>Copied the result</source>
      <translation>結果をコピーしました</translation>
    </message>
    <message>
      <source>Copying…</source>
      <translation>コピーしています…</translation>
    </message>
  </context>
  <context>
    <name>RunHead</name>
    <message>
      <source>A tagger cannot colour; stage one builds on it</source>
      <translation>タグ判定モデルは着色できません。第1段階の土台になります</translation>
    </message>
    <message>
      <source>Colour with the newest saved weights; Undo goes back to the model before</source>
      <translation>最新の保存済みの重みで着色します。取り消しで前のモデルに戻ります</translation>
    </message>
    <message>
      <source>Compare Side by Side…</source>
      <translation>並べて比較…</translation>
    </message>
    <message>
      <source>Export Model…</source>
      <translation>モデルを書き出す…</translation>
    </message>
    <message>
      <source>Go On</source>
      <translation>再開</translation>
    </message>
    <message>
      <source>Lay the newest saved weights as B beside the present model, A</source>
      <translation>最新の保存済みの重みを B として、いまのモデル A と並べます</translation>
    </message>
    <message>
      <source>Learning Rate…</source>
      <translation>学習率…</translation>
    </message>
    <message>
      <source>More</source>
      <translation>その他</translation>
    </message>
    <message>
      <source>More for this run</source>
      <translation>この学習のその他の操作</translation>
    </message>
    <message>
      <source>Name of the run</source>
      <translation>学習の名前</translation>
    </message>
    <message>
      <source>Paint with This</source>
      <translation>これで着色</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>一時停止</translation>
    </message>
    <message>
      <source>Pause and Free the Device</source>
      <translation>一時停止してデバイスを解放</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>再開</translation>
    </message>
    <message>
      <source>Save Now</source>
      <translation>今すぐ保存</translation>
    </message>
    <message>
      <source>Save and rest; the device stays taken, so that it goes on at once</source>
      <translation>保存して休みます。デバイスは確保したままなので、すぐに再開できます</translation>
    </message>
    <message>
      <source>Save, stop and free the device; it can be resumed</source>
      <translation>保存して停止し、デバイスを解放します。後で再開できます</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Stop and Throw Away…</source>
      <translation>停止して破棄…</translation>
    </message>
    <message>
      <source>Throw Away…</source>
      <translation>破棄…</translation>
    </message>
    <message>
      <source>Train More…</source>
      <translation>学習を延長…</translation>
    </message>
    <message>
      <source>Try on the Canvas</source>
      <translation>キャンバスで試す</translation>
    </message>
  </context>
  <context>
    <name>RunLibrary</name>
    <message>
      <source>{run} cannot be written: {reason}.</source>
      <translation>{run}に書き込めません：{reason}。</translation>
    </message>
    <message>
      <source>{run} could not be moved to the waste basket.</source>
      <translation>{run}をごみ箱に移動できませんでした。</translation>
    </message>
    <message>
      <source>{run} is at work; stop it first.</source>
      <translation>{run}は学習中です。先に停止してください。</translation>
    </message>
  </context>
  <context>
    <name>RunList</name>
    <message>
      <source>Compare with the Chosen Run</source>
      <translation>選んだ学習と比較</translation>
    </message>
    <message>
      <source>Rename…</source>
      <translation>名前を変更…</translation>
    </message>
    <message>
      <source>Runs</source>
      <translation>学習の一覧</translation>
    </message>
    <message>
      <source>Throw Away…</source>
      <translation>破棄…</translation>
    </message>
  </context>
  <context>
    <name>RunPage</name>
    <message>
      <source>It ended before its first samples</source>
      <translation>最初のサンプルの前に終わりました</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>メモ</translation>
    </message>
    <message>
      <source>Reading the pictures and building the networks…</source>
      <translation>画像を読み込み、ネットワークを構築しています…</translation>
    </message>
    <message>
      <source>The first pictures come with the first samples</source>
      <translation>最初のサンプルとともに画像が表示されます</translation>
    </message>
    <message>
      <source>The training broke off: its process is gone. What was saved last is whole.</source>
      <translation>学習が中断しました（プロセスが終了しています）。最後に保存した内容は無事です。</translation>
    </message>
    <message>
      <source>going on…</source>
      <translation>再開しています…</translation>
    </message>
    <message>
      <source>pausing…</source>
      <translation>一時停止しています…</translation>
    </message>
    <message>
      <source>stopping…</source>
      <translation>停止しています…</translation>
    </message>
  </context>
  <context>
    <name>RunWatcher</name>
    <message>
      <source>{run} cannot be written: {reason}.</source>
      <translation>{run}に書き込めません：{reason}。</translation>
    </message>
  </context>
  <context>
    <name>SampleView</name>
    <message>
      <source>Compare other moments with this one by a wipe</source>
      <translation>この時点とほかの時点をワイプで比較します</translation>
    </message>
    <message>
      <source>Go back in time</source>
      <translation>時間をさかのぼる</translation>
    </message>
    <message>
      <source>Moment of the training</source>
      <translation>学習の時点</translation>
    </message>
    <message>
      <source>Pictures of the data</source>
      <translation>データの画像</translation>
    </message>
    <message>
      <source>The first pictures come with the first samples</source>
      <translation>最初のサンプルとともに画像が表示されます</translation>
    </message>
    <message>
      <source>Which samples</source>
      <translation>表示するサンプル</translation>
    </message>
    <message>
      <source>Your drawing</source>
      <translation>あなたの線画</translation>
    </message>
    <message>
      <source>step {step}</source>
      <translation>ステップ {step}</translation>
    </message>
  </context>
  <context>
    <name>Sentences</name>
    <message>
      <source>--encoder-from imagenet and --imagenet FILE belong together; name both or neither.</source>
      <translation>--encoder-from imagenet と --imagenet FILE は組で指定します。両方指定するか、どちらも外してください。</translation>
    </message>
    <message>
      <source>--frozen-statistics are those of weights to start from: --init-from or --imagenet.</source>
      <translation>--frozen-statistics は出発点の重みの統計を使います。--init-from か --imagenet を指定してください。</translation>
    </message>
    <message>
      <source>--imagenet and --init-from both say what the encoder starts from; name one.</source>
      <translation>--imagenet と --init-from はどちらもエンコーダーの開始元を指定します。どちらか一方だけを指定してください。</translation>
    </message>
    <message>
      <source>--keep-encoder trains a segmenter on the encoder of --init-from; name one.</source>
      <translation>--keep-encoder は --init-from のエンコーダーの上で領域分割器を学習します。どちらも指定してください。</translation>
    </message>
    <message>
      <source>--networks-from goes with --tune-generator: the generator must learn the new codes.</source>
      <translation>--networks-from は --tune-generator と併せて使います。生成ネットワークが新しい潜在符号を学ぶ必要があるためです。</translation>
    </message>
    <message>
      <source>--own-sketch and --own-reference belong together; name both or neither.</source>
      <translation>--own-sketch と --own-reference は組で指定します。両方指定するか、どちらも外してください。</translation>
    </message>
    <message>
      <source>--shares is three numbers above 0 such as 20:50:30, not {value}.</source>
      <translation>--shares には 20:50:30 のように 0 より大きい数を三つ指定してください（{value} は使えません）。</translation>
    </message>
    <message>
      <source>--size {size} is no multiple of 32; the networks halve five times.</source>
      <translation>--size {size} は 32 の倍数ではありません。ネットワークは大きさを五回半分にします。</translation>
    </message>
    <message>
      <source>--slots goes with --tune-generator: a new palette has to be learned.</source>
      <translation>--slots は --tune-generator と一緒に使います。新しいパレットは学習が必要です。</translation>
    </message>
    <message>
      <source>--tune-encoder goes with --tune-generator: alone it would teach the encoder nothing.</source>
      <translation>--tune-encoder は --tune-generator と一緒に使います。単独ではエンコーダーは何も学びません。</translation>
    </message>
    <message>
      <source>--tune-generator needs true pictures to learn from, which only drawn data has.</source>
      <translation>--tune-generator には手本となる正解の絵が必要ですが、それがあるのは描画データだけです。</translation>
    </message>
    <message>
      <source>A layer is damaged ({reason}); save the file again.</source>
      <translation>レイヤーが壊れています（{reason}）。もう一度保存し直してください。</translation>
    </message>
    <message>
      <source>A segmenter needs drawn data with regions to learn from, and channels: --segmenter 32.</source>
      <translation>領域分割器の学習には、領域のある描画データとチャンネル数が必要です（--segmenter 32）。</translation>
    </message>
    <message>
      <source>A single picture at --size {size} does not fit: the memory of this machine's {device} is too small; choose a smaller --size.</source>
      <translation>サイズ {size} では絵1枚も収まりません。このパソコンの {device} のメモリが足りません。--size を小さくしてください。</translation>
    </message>
    <message>
      <source>A step's {pictures} pictures are fewer than {processes} processes; raise --batch.</source>
      <translation>一ステップの画像 {pictures} 枚は、プロセス {processes} 個より少なくなっています。--batch を増やしてください。</translation>
    </message>
    <message>
      <source>A training is at work in {run}; stop it first, or name another folder.</source>
      <translation>{run} では学習が進行中です。先に停止するか、別のフォルダーを指定してください。</translation>
    </message>
    <message>
      <source>A working process was ended from outside, most likely for want of memory; try again with fewer --workers.</source>
      <translation>作業プロセスが外から終了されました。おそらくメモリ不足です。--workers を減らしてもう一度試してください。</translation>
    </message>
    <message>
      <source>An internal error stopped it ({error}); please report it.</source>
      <translation>内部エラーで止まりました（{error}）。ご報告ください。</translation>
    </message>
    <message>
      <source>An internal error stopped the colouring ({error}); please report it.</source>
      <translation>内部エラーで着色が止まりました（{error}）。ご報告ください。</translation>
    </message>
    <message>
      <source>At --size {size} a part of a single picture has no statistics for batch normalisation; use a larger --size or --batch, fewer --accumulate, or --frozen-statistics.</source>
      <translation>--size {size} では、画像一枚だけの部分からバッチ正規化の統計が得られません。--size か --batch を大きくするか、--accumulate を減らすか、--frozen-statistics を使ってください。</translation>
    </message>
    <message>
      <source>Cannot import {names}: reading failed; is there memory and disk enough?</source>
      <translation>{names} を取り込めません。読み込みに失敗しました。メモリとディスクの空きは十分ですか？</translation>
    </message>
    <message>
      <source>Cannot import {source}: {reason}; give the file as the authors released it.</source>
      <translation>{source} を取り込めません：{reason}。著者が公開したままのファイルを指定してください。</translation>
    </message>
    <message>
      <source>Cannot read the weights file {path}: {reason}.</source>
      <translation>重みファイル {path} を読めません：{reason}。</translation>
    </message>
    <message>
      <source>Disk quota exceeded</source>
      <translation>ディスクの割り当てを超えました</translation>
    </message>
    <message>
      <source>Encoder, generator and mapping network are different files; one was given twice.</source>
      <translation>エンコーダー、生成ネットワーク、マッピングネットワークは別々のファイルです。同じものが2回指定されました。</translation>
    </message>
    <message>
      <source>File exists</source>
      <translation>すでにあります</translation>
    </message>
    <message>
      <source>File name too long</source>
      <translation>名前が長すぎます</translation>
    </message>
    <message>
      <source>File too large</source>
      <translation>ファイルが大きすぎます</translation>
    </message>
    <message>
      <source>Input/output error</source>
      <translation>入出力エラー</translation>
    </message>
    <message>
      <source>Is a directory</source>
      <translation>フォルダーです</translation>
    </message>
    <message>
      <source>No model is there, neither {shipped} nor any in {folder}; name a weights file with --model, or put one there.</source>
      <translation>モデルがありません（{shipped} にも {folder} にも）。--model で重みファイルを指定するか、そこに置いてください。</translation>
    </message>
    <message>
      <source>No space left on device</source>
      <translation>ディスクに空きがありません</translation>
    </message>
    <message>
      <source>No such device</source>
      <translation>装置がありません</translation>
    </message>
    <message>
      <source>No such file or directory</source>
      <translation>そのようなファイルやフォルダーはありません</translation>
    </message>
    <message>
      <source>No tag in {folder} stands by {least} pictures or more.</source>
      <translation>{folder} には、{least} 枚以上の画像に付いているタグがありません。</translation>
    </message>
    <message>
      <source>None of the {count} pictures in {folder} can be used: {reason}.</source>
      <translation>{folder} の画像 {count} 枚のうち、使えるものがありません：{reason}。</translation>
    </message>
    <message>
      <source>Not a directory</source>
      <translation>フォルダーではありません</translation>
    </message>
    <message>
      <source>Operation not permitted</source>
      <translation>操作が許可されていません</translation>
    </message>
    <message>
      <source>Permission denied</source>
      <translation>アクセスが許可されていません</translation>
    </message>
    <message>
      <source>Pictures cannot be written as {format}; choose one of {allowed}.</source>
      <translation>画像は {format} では書き出せません。{allowed} から選んでください。</translation>
    </message>
    <message>
      <source>Pictures in sub-folders that Nurie painted are passed by: {count}.</source>
      <translation>サブフォルダーにある Nurie で着色した画像は対象外にします（{count} 枚）。</translation>
    </message>
    <message>
      <source>Read-only file system</source>
      <translation>読み取り専用のディスクです</translation>
    </message>
    <message>
      <source>Samples come without your own drawing: {error}</source>
      <translation>サンプルにあなたの絵は含まれません：{error}</translation>
    </message>
    <message>
      <source>Stage two needs a generator: start from stage one's weights.</source>
      <translation>第2段階には生成ネットワークが必要です。第1段階の重みから始めてください。</translation>
    </message>
    <message>
      <source>TensorBoard is not installed: pip install "nurie[tensorboard]", or leave out --tensorboard.</source>
      <translation>TensorBoard がインストールされていません。pip install "nurie[tensorboard]" を実行するか、--tensorboard を外してください。</translation>
    </message>
    <message>
      <source>The checkpoint {file} cannot be read: {reason}.</source>
      <translation>チェックポイント {file} を読めません：{reason}。</translation>
    </message>
    <message>
      <source>The device {device} is not there: it needs {needed}; use {devices}, or auto.</source>
      <translation>デバイス {device} はありません。{needed}が必要です。{devices} か auto を使ってください。</translation>
    </message>
    <message>
      <source>The device {device} is unknown; choose one of {choices}.</source>
      <translation>デバイス {device} は不明です。{choices} から選んでください。</translation>
    </message>
    <message>
      <source>The discriminator has won: since {reports} reports before step {step} it tells every painted picture from a real one (its loss {judge:.2g}, the generator's {fooled:.2g}), so the generator learns nothing from it. Lower --lambda-gan or --learning-rate, or go on without it (--lambda-gan 0).</source>
      <translation>識別ネットワークが勝ちました。ステップ {step} までの {reports} 回の報告の間、塗られた絵をすべて見破っており（損失 {judge:.2g}、生成側は {fooled:.2g}）、生成ネットワークは何も学べません。--lambda-gan か --learning-rate を下げるか、なしで続けてください（--lambda-gan 0）。</translation>
    </message>
    <message>
      <source>The disk is nearly full: {free:.1f} GB are left for {root}, and saving safely takes {needed:.1f} GB. Make room, or the next checkpoint may be lost.</source>
      <translation>ディスクがほぼいっぱいです。{root} の空きは {free:.1f} GB、安全な保存には {needed:.1f} GB が必要です。空きを作らないと、次のチェックポイントが失われるかもしれません。</translation>
    </message>
    <message>
      <source>The files are not the authors' networks, or do not belong together: {reason}; give files that were trained together.</source>
      <translation>ファイルが著者のネットワークでないか、組になっていません：{reason}。一緒に学習されたファイルを指定してください。</translation>
    </message>
    <message>
      <source>The folder {folder} cannot be made: {reason}.</source>
      <translation>フォルダー {folder} を作れません：{reason}。</translation>
    </message>
    <message>
      <source>The generator has collapsed: at step {step} every picture is one flat colour</source>
      <translation>生成ネットワークが崩れました。ステップ {step} ではどの絵も一色です</translation>
    </message>
    <message>
      <source>The journal {path} cannot be read: {reason}.</source>
      <translation>ジャーナル {path} を読めません：{reason}。</translation>
    </message>
    <message>
      <source>The journal {path} holds nothing that can be brought back.</source>
      <translation>ジャーナル {path} には、復元できるものがありません。</translation>
    </message>
    <message>
      <source>The journal {path} is damaged ({reason}).</source>
      <translation>ジャーナル {path} は壊れています（{reason}）。</translation>
    </message>
    <message>
      <source>The journal {path} is of another version of Nurie, which can bring it back.</source>
      <translation>ジャーナル {path} は別のバージョンの Nurie のものです。そのバージョンでなら元に戻せます。</translation>
    </message>
    <message>
      <source>The layer {layer} is damaged; save the file again.</source>
      <translation>レイヤー {layer} は壊れています。ファイルを保存し直してください。</translation>
    </message>
    <message>
      <source>The layer {name} has {width} × {height} pixels, which is too large.</source>
      <translation>レイヤー {name} は {width} × {height} ピクセルで、大きすぎます。</translation>
    </message>
    <message>
      <source>The layer {name} holds no pixels; choose another one.</source>
      <translation>レイヤー {name} にはピクセルがありません。別のレイヤーを選んでください。</translation>
    </message>
    <message>
      <source>The layers of {name} in {root} differ in size; make the data folder anew.</source>
      <translation>{root} の {name} は、レイヤーの大きさがそろっていません。データフォルダーを作り直してください。</translation>
    </message>
    <message>
      <source>The list of pages {path} cannot be read: {reason}.</source>
      <translation>ページの一覧 {path} を読めません：{reason}。</translation>
    </message>
    <message>
      <source>The loss {term} has run away: it is {value:.3g} at step {step} and was {least:.3g} before</source>
      <translation>損失 {term} が発散しました。ステップ {step} で {value:.3g}（それまでの最小は {least:.3g}）です</translation>
    </message>
    <message>
      <source>The loss {term} is no longer a number at step {step}</source>
      <translation>ステップ {step} で損失 {term} が数値でなくなりました</translation>
    </message>
    <message>
      <source>The memory is too small for this picture as a whole: it was coloured in smaller bands.</source>
      <translation>この画像を一度に着色するにはメモリが足りないため、細い帯に分けて着色しました。</translation>
    </message>
    <message>
      <source>The memory is too small for {wanted} px: the networks ran at {size} px.</source>
      <translation>{wanted} px にはメモリが足りないため、ネットワークは {size} px で動きました。</translation>
    </message>
    <message>
      <source>The memory of the {device} is too small for this picture: the CPU coloured it.</source>
      <translation>この画像には {device} のメモリが足りないため、CPU で着色しました。</translation>
    </message>
    <message>
      <source>The memory of this machine is too small for this picture ({name}); choose a smaller size, or another device.</source>
      <translation>この画像にはこのパソコンのメモリが足りません（{name}）。サイズを小さくするか、別のデバイスを選んでください。</translation>
    </message>
    <message>
      <source>The memory of this machine's {device} is too small for {before} pictures at a time: the networks take {part} from now on and add up their gradients, {share} pictures a step as before.</source>
      <translation>このパソコンの {device} のメモリは、一度に {before} 枚には足りません。これからは {part} 枚ずつ処理して勾配を足し合わせます。1ステップの枚数は {share} 枚のままです。</translation>
    </message>
    <message>
      <source>The memory of this machine's {device} is too small for {count} pictures at a time; raise --accumulate.</source>
      <translation>このパソコンの {device} のメモリは、一度に {count} 枚には足りません。--accumulate を増やしてください。</translation>
    </message>
    <message>
      <source>The model {model} does not know the tag {tag}; did you mean {nearest}?</source>
      <translation>モデル {model} にタグ {tag} はありません。{nearest} のことですか？</translation>
    </message>
    <message>
      <source>The model {model} does not know the tag {tag}; the command models lists its tags.</source>
      <translation>モデル {model} にタグ {tag} はありません。タグの一覧は models コマンドで確認できます。</translation>
    </message>
    <message>
      <source>The model {model} gave one flat colour ({color}) for a drawing: it is untrained or damaged; choose another model.</source>
      <translation>モデル {model} は線画に対して一つの色（{color}）しか返しませんでした。学習されていないか壊れています。別のモデルを選んでください。</translation>
    </message>
    <message>
      <source>The model {model} gave values that are no numbers in {precision}: try the precision fp32, and if that fails too, the weights are damaged; choose another model.</source>
      <translation>モデル {model} は {precision} で数値でない値を返しました。精度 fp32 を試し、それでも失敗するなら重みが壊れています。別のモデルを選んでください。</translation>
    </message>
    <message>
      <source>The model {model} gave values that are no numbers: its weights are damaged; choose another model.</source>
      <translation>モデル {model} は数値でない値を返しました。重みが壊れています。別のモデルを選んでください。</translation>
    </message>
    <message>
      <source>The model {name} cannot move tags: it has no stage two; train that, or choose another model.</source>
      <translation>モデル {name} ではタグを動かせません。第2段階がありません。それを学習するか、別のモデルを選んでください。</translation>
    </message>
    <message>
      <source>The model {name} reads tags but cannot colour: only its tagger is trained; choose another model, or train stage one from it.</source>
      <translation>モデル {name} はタグを読み取れますが、着色はできません（タグ付けだけが学習済みです）。別のモデルを選ぶか、このモデルから第1段階を学習してください。</translation>
    </message>
    <message>
      <source>The pages of a CBZ cannot be written as {format}; choose one of {allowed}.</source>
      <translation>CBZ のページは {format} では書き出せません。{allowed} から選んでください。</translation>
    </message>
    <message>
      <source>The palette {path} cannot be read: {reason}.</source>
      <translation>パレット {path} を読めません：{reason}。</translation>
    </message>
    <message>
      <source>The palette {path} holds {count} colours; it may have from 1 to {most}.</source>
      <translation>パレット {path} の色は {count} 色です。1〜{most} 色にしてください。</translation>
    </message>
    <message>
      <source>The pictures are not those that {root} began with; take back what was left out or added since, or start another run from this one's weights with --init-from.</source>
      <translation>絵が {root} の始めたときのものと違います。その後の除外や追加を元に戻すか、--init-from でこの重みから別の学習を始めてください。</translation>
    </message>
    <message>
      <source>The pictures cannot be packed into {folder}: {reason}; make room there, or copy the data folder to where it can be written.</source>
      <translation>画像を {folder} にまとめられません：{reason}。空きを作るか、データフォルダーを書き込める場所にコピーしてください。</translation>
    </message>
    <message>
      <source>The precision {precision} is unknown; choose one of {choices}.</source>
      <translation>精度 {precision} は不明です。{choices} から選んでください。</translation>
    </message>
    <message>
      <source>The project's hints are laid over the drawings they were painted on; the other pages are coloured without them.</source>
      <translation>プロジェクトのヒントは、それを描いた線画にだけ重ねます。ほかのページはヒントなしで着色します。</translation>
    </message>
    <message>
      <source>The run was started by another version of Nurie: option {unknown} is unknown.</source>
      <translation>この学習は別の版の Nurie で始められました。オプション {unknown} は不明です。</translation>
    </message>
    <message>
      <source>The run's options are incomplete: {reason}.</source>
      <translation>学習のオプションが足りません：{reason}。</translation>
    </message>
    <message>
      <source>The tag {name} is given {number:g}; choose a value from {low:g} to {high:g}.</source>
      <translation>タグ {name} に {number:g} が指定されました。{low:g}〜{high:g} の値にしてください。</translation>
    </message>
    <message>
      <source>The tag {name} needs a number from {low:g} to {high:g}, not {value}.</source>
      <translation>タグ {name} には {low:g}〜{high:g} の数値を指定してください（{value} は使えません）。</translation>
    </message>
    <message>
      <source>The weights file {path} does not exist; the command models lists those that do.</source>
      <translation>重みファイル {path} はありません。使えるモデルは models コマンドで確認できます。</translation>
    </message>
    <message>
      <source>The weights were not written to {path}: {reason}.</source>
      <translation>重みは {path} に書き込まれませんでした：{reason}。</translation>
    </message>
    <message>
      <source>The weights were not written to {path}: {reason}; choose another place or make room.</source>
      <translation>重みは {path} に書き込まれませんでした：{reason}。別の場所を選ぶか、空きを作ってください。</translation>
    </message>
    <message>
      <source>The {network} has weights that are no numbers after step {step}</source>
      <translation>ステップ {step} の後、{network} の重みに数値でないものがあります</translation>
    </message>
    <message>
      <source>There is no file {path}.</source>
      <translation>ファイル {path} はありません。</translation>
    </message>
    <message>
      <source>This machine's memory is too small for this picture; choose a smaller size.</source>
      <translation>この画像にはこのパソコンのメモリが足りません。サイズを小さくしてください。</translation>
    </message>
    <message>
      <source>Too many open files</source>
      <translation>開いているファイルが多すぎます</translation>
    </message>
    <message>
      <source>a picture in it cannot be read ({reason})</source>
      <translation>中の画像を読めません（{reason}）</translation>
    </message>
    <message>
      <source>a picture in it is {mode} of {width} × {height} pixels</source>
      <translation>中の画像が {mode}、{width} × {height} ピクセルです</translation>
    </message>
    <message>
      <source>a tag is no number</source>
      <translation>タグの値が数値ではありません</translation>
    </message>
    <message>
      <source>a transparency is of another size than its picture</source>
      <translation>透明部分の大きさが画像と違います</translation>
    </message>
    <message>
      <source>an Apple GPU</source>
      <translation>Apple の GPU</translation>
    </message>
    <message>
      <source>an NVIDIA GPU with its driver</source>
      <translation>ドライバーの入った NVIDIA の GPU</translation>
    </message>
    <message>
      <source>it has no entry {name} but {entries}</source>
      <translation>{name} がなく、{entries} があります</translation>
    </message>
    <message>
      <source>it holds no options</source>
      <translation>設定が入っていません</translation>
    </message>
    <message>
      <source>it holds no state dict</source>
      <translation>state dict が入っていません</translation>
    </message>
    <message>
      <source>it is damaged, or holds other things than tensors, and is not opened</source>
      <translation>壊れているか、テンソル以外のものが入っているため、開きません</translation>
    </message>
    <message>
      <source>it is damaged, or no PyTorch file</source>
      <translation>壊れているか、PyTorch のファイルではありません</translation>
    </message>
    <message>
      <source>it is no text in UTF-8</source>
      <translation>UTF-8 のテキストではありません</translation>
    </message>
    <message>
      <source>it names a picture {name}</source>
      <translation>{name} という画像を指しています</translation>
    </message>
    <message>
      <source>its entry {name} is no state dict</source>
      <translation>{name} は state dict ではありません</translation>
    </message>
    <message>
      <source>its format version is {version}</source>
      <translation>形式の版が {version} です</translation>
    </message>
    <message>
      <source>its hints lie outside the drawing</source>
      <translation>ヒントが線画の外にあります</translation>
    </message>
    <message>
      <source>its picture is {width} × {height} pixels large</source>
      <translation>画像が {width} × {height} ピクセルです</translation>
    </message>
    <message>
      <source>nothing was saved yet</source>
      <translation>まだ何も保存されていません</translation>
    </message>
    <message>
      <source>the weights of step {step} are kept</source>
      <translation>ステップ {step} の重みは残っています</translation>
    </message>
    <message>
      <source>{command} starts from the weights of {needed}: name them with --init-from.</source>
      <translation>{command} は {needed} の重みから始めます。--init-from で指定してください。</translation>
    </message>
    <message>
      <source>{count} alike</source>
      <translation>似た画像 {count} 枚</translation>
    </message>
    <message>
      <source>{count} empty</source>
      <translation>空の画像 {count} 枚</translation>
    </message>
    <message>
      <source>{count} grey</source>
      <translation>白黒の画像 {count} 枚</translation>
    </message>
    <message>
      <source>{count} pictures of {size} pixels cannot be drawn; ask for at least 1 of at least 32 pixels.</source>
      <translation>{size} ピクセルの画像 {count} 枚は描けません。32 ピクセル以上で 1 枚以上を指定してください。</translation>
    </message>
    <message>
      <source>{count} too small</source>
      <translation>小さすぎる画像 {count} 枚</translation>
    </message>
    <message>
      <source>{count} unreadable</source>
      <translation>読めない画像 {count} 枚</translation>
    </message>
    <message>
      <source>{count} without lines</source>
      <translation>線のない画像 {count} 枚</translation>
    </message>
    <message>
      <source>{error} The training goes on.</source>
      <translation>{error} 学習は続きます。</translation>
    </message>
    <message>
      <source>{file} cannot be read: {reason}.</source>
      <translation>{file} を読めません：{reason}。</translation>
    </message>
    <message>
      <source>{file} cannot be written: {reason}.</source>
      <translation>{file} に書き込めません：{reason}。</translation>
    </message>
    <message>
      <source>{file} is damaged; make the data folder anew.</source>
      <translation>{file} は壊れています。データフォルダーを作り直してください。</translation>
    </message>
    <message>
      <source>{first}, {more}</source>
      <translation>{first}、{more}</translation>
    </message>
    <message>
      <source>{flag} is {kept} in the run that is resumed and cannot change; leave it out, or start another run from this one's weights with --init-from.</source>
      <translation>再開する学習では {flag} は {kept} で、変えられません。外すか、--init-from でこの重みから別の学習を始めてください。</translation>
    </message>
    <message>
      <source>{folder} has no regions and shading, which --recipe exact needs; use --recipe paper.</source>
      <translation>{folder} には、--recipe exact に必要な領域と陰影がありません。--recipe paper を使ってください。</translation>
    </message>
    <message>
      <source>{folder} holds no pictures ({formats}).</source>
      <translation>{folder} には画像（{formats}）がありません。</translation>
    </message>
    <message>
      <source>{folder} holds pictures of {old_size} pixels and seed {old_seed}, not {size} and {seed}; choose another folder.</source>
      <translation>{folder} には {size} ピクセル・シード {seed} ではなく、{old_size} ピクセル・シード {old_seed} の画像があります。別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{folder} is no folder; name the folder that holds your pictures.</source>
      <translation>{folder} はフォルダーではありません。画像の入ったフォルダーを指定してください。</translation>
    </message>
    <message>
      <source>{folder} was drawn by another version of the program, whose figures differ; choose another folder.</source>
      <translation>{folder} は別のバージョンのプログラムで描かれたもので、絵柄が異なります。別のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{keys} and {count} more are</source>
      <translation>{keys} ほか {count} 個が</translation>
    </message>
    <message>
      <source>{keys} are</source>
      <translation>{keys} が</translation>
    </message>
    <message>
      <source>{keys} is</source>
      <translation>{keys} が</translation>
    </message>
    <message>
      <source>{keys} missing</source>
      <translation>{keys}ありません</translation>
    </message>
    <message>
      <source>{keys} unexpected</source>
      <translation>{keys}余分です</translation>
    </message>
    <message>
      <source>{key} has the shape {shape} in place of {wanted}</source>
      <translation>{key} の形が {wanted} でなく {shape} です</translation>
    </message>
    <message>
      <source>{key} has values that are not finite</source>
      <translation>{key} に有限でない値があります</translation>
    </message>
    <message>
      <source>{key} holds {dtype} in place of {wanted}</source>
      <translation>{key} が {wanted} でなく {dtype} です</translation>
    </message>
    <message>
      <source>{name} does not fit into this machine's memory; make it smaller.</source>
      <translation>{name} はこのパソコンのメモリに収まりません。小さくしてください。</translation>
    </message>
    <message>
      <source>{name} has no layers; leave out the layer {layer}.</source>
      <translation>{name} にはレイヤーがありません。レイヤー {layer} の指定を外してください。</translation>
    </message>
    <message>
      <source>{name} has {width} × {height} pixels, in all more than the {side} × {side} that are allowed; make it smaller.</source>
      <translation>{name} は {width} × {height} ピクセルで、使える {side} × {side} の画素数を超えています。小さくしてください。</translation>
    </message>
    <message>
      <source>{name} has {width} × {height} pixels, which is too large; make it smaller.</source>
      <translation>{name} は {width} × {height} ピクセルで、大きすぎます。小さくしてください。</translation>
    </message>
    <message>
      <source>{name} in {path} cannot be read: {reason}.</source>
      <translation>{path} の中の {name} を読めません：{reason}。</translation>
    </message>
    <message>
      <source>{name} in {root} is {shape}, not {side} × {side} pixels.</source>
      <translation>{root} の {name} は {side} × {side} ピクセルでなく {shape} です。</translation>
    </message>
    <message>
      <source>{name} is a TIFF of a kind that cannot be read; save it with 8 or 16 bits a channel, or as PNG.</source>
      <translation>{name} は読み込めない種類の TIFF です。1 チャンネル 8 または 16 ビットか、PNG で保存し直してください。</translation>
    </message>
    <message>
      <source>{name} is a TIFF of grey with transparency, of a kind that cannot be read; save it without transparency, or as PNG.</source>
      <translation>{name} は読み込めない種類の、透明部分のあるグレースケールの TIFF です。透明部分なしか、PNG で保存し直してください。</translation>
    </message>
    <message>
      <source>{name} is damaged or cut short ({reason}); save or fetch the picture again.</source>
      <translation>{name} は壊れているか、途中で切れています（{reason}）。保存し直すか、もう一度取得してください。</translation>
    </message>
    <message>
      <source>{name} is damaged or cut short; save or fetch the picture again.</source>
      <translation>{name} は壊れているか、途中で切れています。保存し直すか、もう一度取得してください。</translation>
    </message>
    <message>
      <source>{name} is empty; choose another picture.</source>
      <translation>{name} は空です。別の画像を選んでください。</translation>
    </message>
    <message>
      <source>{name} is larger than {most} MiB</source>
      <translation>{name} は {most} MiB を超えています</translation>
    </message>
    <message>
      <source>{name} is larger than {most} MiB; save it flattened.</source>
      <translation>{name} は {most} MiB を超えています。レイヤーを統合して保存してください。</translation>
    </message>
    <message>
      <source>{name} is left out of {output}: nothing of it can be read in {path}.</source>
      <translation>{name} は {path} からまったく読み出せないため、{output} には入っていません。</translation>
    </message>
    <message>
      <source>{name} is missing</source>
      <translation>{name} がありません</translation>
    </message>
    <message>
      <source>{name} is no picture that can be opened; use {formats}.</source>
      <translation>{name} は開ける画像ではありません。{formats} を使ってください。</translation>
    </message>
    <message>
      <source>{name} keeps no merged picture; save it again, or export it as PNG.</source>
      <translation>{name} には統合画像がありません。保存し直すか、PNG で書き出してください。</translation>
    </message>
    <message>
      <source>{option} is at least 0 and below 1, not {value}.</source>
      <translation>{option} は 0 以上 1 未満です（{value} は使えません）。</translation>
    </message>
    <message>
      <source>{option} is between 0 and {most}, not {value}.</source>
      <translation>{option} は 0 から {most} までです（{value} は使えません）。</translation>
    </message>
    <message>
      <source>{option} is over {least} and at most {most}, or 0, not {value}.</source>
      <translation>{option} は {least} より大きく {most} 以下、または 0 にしてください（{value} は使えません）。</translation>
    </message>
    <message>
      <source>{option} must be above 0, not {value}.</source>
      <translation>{option} は 0 より大きくしてください（{value} は使えません）。</translation>
    </message>
    <message>
      <source>{option} must be at least {least}, not {value}.</source>
      <translation>{option} は {least} 以上にしてください（{value} は使えません）。</translation>
    </message>
    <message>
      <source>{option} {value} is not followed: the weights started from have {had}, and their networks go on.</source>
      <translation>{option} {value} は使われません。開始元の重みは {had} で、そのネットワークを引き継ぎます。</translation>
    </message>
    <message>
      <source>{output} holds the sketches themselves; choose another folder to write to.</source>
      <translation>{output} には線画そのものがあります。別の保存先フォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{output} is one of the files that this batch goes by and is not overwritten; choose another folder to write to.</source>
      <translation>{output} はこの一括着色で使っているファイルなので、上書きしません。別の保存先フォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{path} can only name tags, not colour; choose a model of stage one or two.</source>
      <translation>{path} はタグを読み取るだけで、着色はできません。第1段階か第2段階のモデルを選んでください。</translation>
    </message>
    <message>
      <source>{path} cannot be read, so there is no run to resume: {reason}.</source>
      <translation>{path} を読めないため、再開する学習がありません：{reason}。</translation>
    </message>
    <message>
      <source>{path} cannot be read: {reason}.</source>
      <translation>{path} を読めません：{reason}。</translation>
    </message>
    <message>
      <source>{path} cannot be saved: it is write-protected; save it in another place.</source>
      <translation>{path} は書き込み禁止のため保存できません。別の場所に保存してください。</translation>
    </message>
    <message>
      <source>{path} cannot be saved: its folder is not there any more; save it in another place.</source>
      <translation>{path} を保存できません。フォルダーがもうありません。別の場所に保存してください。</translation>
    </message>
    <message>
      <source>{path} cannot be saved: {reason}; save it in another place, nothing is lost.</source>
      <translation>{path} を保存できません：{reason}。別の場所に保存してください。何も失われていません。</translation>
    </message>
    <message>
      <source>{path} cannot be written: its suffix must be one of {allowed}.</source>
      <translation>{path} に書き出せません。拡張子は {allowed} のどれかにしてください。</translation>
    </message>
    <message>
      <source>{path} cannot be written: {format} holds at most {most} pixels a side, and the picture has {width} × {height}; use {formats}.</source>
      <translation>{path} に書き出せません。{format} は一辺 {most} ピクセルまでですが、画像は {width} × {height} ピクセルあります。{formats} を使ってください。</translation>
    </message>
    <message>
      <source>{path} cannot be written: {reason}.</source>
      <translation>{path} に書き込めません：{reason}。</translation>
    </message>
    <message>
      <source>{path} cannot be written: {reason}; choose another folder or make room.</source>
      <translation>{path} に書き込めません：{reason}。別のフォルダーを選ぶか、空きを作ってください。</translation>
    </message>
    <message>
      <source>{path} cannot be written: {reason}; the painted pages wait in {work}.</source>
      <translation>{path} に書き込めません：{reason}。着色したページは {work} にあります。</translation>
    </message>
    <message>
      <source>{path} does not exist; check the name of the archive.</source>
      <translation>{path} はありません。アーカイブの名前を確かめてください。</translation>
    </message>
    <message>
      <source>{path} does not exist; check the name of the picture.</source>
      <translation>{path} はありません。画像の名前を確かめてください。</translation>
    </message>
    <message>
      <source>{path} does not exist; check the name of the project.</source>
      <translation>{path} はありません。プロジェクトの名前を確かめてください。</translation>
    </message>
    <message>
      <source>{path} does not exist; name a folder of sketches, or a CBZ.</source>
      <translation>{path} はありません。線画のフォルダーか CBZ を指定してください。</translation>
    </message>
    <message>
      <source>{path} does not fit into this machine's memory.</source>
      <translation>{path} はこのパソコンのメモリに収まりません。</translation>
    </message>
    <message>
      <source>{path} has the format {version}, which this Nurie does not know; fetch a newer file.</source>
      <translation>{path} の形式 {version} はこの Nurie では分かりません。新しいファイルを取得してください。</translation>
    </message>
    <message>
      <source>{path} holds a ResNet of bottleneck blocks; the authors' encoder is a ResNet-34.</source>
      <translation>{path} はボトルネック型の ResNet です。著者のエンコーダーは ResNet-34 です。</translation>
    </message>
    <message>
      <source>{path} holds more than {most} pictures; choose a folder with fewer.</source>
      <translation>{path} には {most} 枚を超える画像があります。もっと少ないフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{path} holds no sketches ({names}).</source>
      <translation>{path} に線画がありません（{names}）。</translation>
    </message>
    <message>
      <source>{path} holds no {kind} as the authors released it: it has no {key}.</source>
      <translation>{path} は著者が公開した {kind} ではありません。{key} がありません。</translation>
    </message>
    <message>
      <source>{path} holds the pictures themselves; choose another folder for the data.</source>
      <translation>{path} は画像のあるフォルダーそのものです。データは別のフォルダーに書き出してください。</translation>
    </message>
    <message>
      <source>{path} is a folder, not a picture; choose a picture file in it.</source>
      <translation>{path} は画像ではなくフォルダーです。中の画像ファイルを選んでください。</translation>
    </message>
    <message>
      <source>{path} is a folder, not a weights file; name the {suffix} file in it.</source>
      <translation>{path} は重みファイルではなくフォルダーです。中の {suffix} ファイルを指定してください。</translation>
    </message>
    <message>
      <source>{path} is a folder; give the name of the picture to write.</source>
      <translation>{path} はフォルダーです。書き出す画像の名前を指定してください。</translation>
    </message>
    <message>
      <source>{path} is a folder; give the name of the project to write.</source>
      <translation>{path} はフォルダーです。保存するプロジェクトの名前を指定してください。</translation>
    </message>
    <message>
      <source>{path} is a safetensors file but not a Nurie model; bring the authors' files in with import-weights.</source>
      <translation>{path} は safetensors ですが Nurie のモデルではありません。著者のファイルは「モデル」の「読み込む」で取り込んでください。</translation>
    </message>
    <message>
      <source>{path} is cut short: {actual} of {whole} bytes are there; fetch it again.</source>
      <translation>{path} は途中で切れています（{whole} バイトのうち {actual} バイト）。もう一度取得してください。</translation>
    </message>
    <message>
      <source>{path} is damaged ({reason}); delete it and draw again.</source>
      <translation>{path} は壊れています（{reason}）。削除して、もう一度描いてください。</translation>
    </message>
    <message>
      <source>{path} is damaged ({reason}); delete it, and choose the pictures anew.</source>
      <translation>{path} は壊れています（{reason}）。削除して、絵を選び直してください。</translation>
    </message>
    <message>
      <source>{path} is damaged and cannot be read ({reason}); fetch it again.</source>
      <translation>{path} は壊れていて読めません（{reason}）。もう一度取得してください。</translation>
    </message>
    <message>
      <source>{path} is damaged or was not written by Nurie: {reason}.</source>
      <translation>{path} は壊れているか、Nurie が書いたものではありません：{reason}。</translation>
    </message>
    <message>
      <source>{path} is damaged: its description cannot be read ({reason}).</source>
      <translation>{path} は壊れています。記述を読めません（{reason}）。</translation>
    </message>
    <message>
      <source>{path} is damaged: {reason}.</source>
      <translation>{path} は壊れています：{reason}。</translation>
    </message>
    <message>
      <source>{path} is kept behind a password; save it without one.</source>
      <translation>{path} はパスワードで守られています。パスワードなしで保存してください。</translation>
    </message>
    <message>
      <source>{path} is neither a folder nor a CBZ; to colour one picture there is the command colorize.</source>
      <translation>{path} はフォルダーでも CBZ でもありません。1枚だけ着色するには colorize コマンドを使ってください。</translation>
    </message>
    <message>
      <source>{path} is no CBZ, or it is cut short.</source>
      <translation>{path} は CBZ でないか、途中で切れています。</translation>
    </message>
    <message>
      <source>{path} is no Nurie project, or it is cut short.</source>
      <translation>{path} は Nurie のプロジェクトでないか、途中で切れています。</translation>
    </message>
    <message>
      <source>{path} is no Nurie project.</source>
      <translation>{path} は Nurie のプロジェクトではありません。</translation>
    </message>
    <message>
      <source>{path} is no weights file (.safetensors), or it is damaged.</source>
      <translation>{path} は重みファイル（.safetensors）でないか、壊れています。</translation>
    </message>
    <message>
      <source>{path} is no weights file (.safetensors).</source>
      <translation>{path} は重みファイル（.safetensors）ではありません。</translation>
    </message>
    <message>
      <source>{path} is not a file; choose a picture file.</source>
      <translation>{path} はファイルではありません。画像ファイルを選んでください。</translation>
    </message>
    <message>
      <source>{path} is there already and holds none of these pages; choose another name, or have it overwritten.</source>
      <translation>{path} はすでにあり、これらのページは入っていません。別の名前を選ぶか、上書きしてください。</translation>
    </message>
    <message>
      <source>{path} reached {stage} only; {command} starts from the weights of {needed}.</source>
      <translation>{path} は {stage} までしか進んでいません。{command} は {needed} の重みから始めます。</translation>
    </message>
    <message>
      <source>{path} was coloured with the model {name}, which is not here; choose another model for it.</source>
      <translation>{path} はモデル {name} で着色されていますが、それがここにありません。別のモデルを選んでください。</translation>
    </message>
    <message>
      <source>{path} was not drawn by train synth; choose an empty folder.</source>
      <translation>{path} は train synth が描いたものではありません。空のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{path} was not made by train prepare; choose an empty folder.</source>
      <translation>{path} は train prepare が作ったものではありません。空のフォルダーを選んでください。</translation>
    </message>
    <message>
      <source>{path} was saved by a newer Nurie (format {version}); please update Nurie.</source>
      <translation>{path} は新しい Nurie で保存されました（形式 {version}）。Nurie を更新してください。</translation>
    </message>
    <message>
      <source>{path} was trained with a generator of the {trained_with} kind, and the one given is of the {receiving} kind; give files that were trained together.</source>
      <translation>{path} は {trained_with} 型の生成ネットワークと学習されましたが、指定されたのは {receiving} 型です。一緒に学習されたファイルを指定してください。</translation>
    </message>
    <message>
      <source>{path} was written by a newer Nurie (format {version}); please update Nurie.</source>
      <translation>{path} は新しい Nurie が書きました（形式 {version}）。Nurie を更新してください。</translation>
    </message>
    <message>
      <source>{path} would be overwritten; choose another place, or another name.</source>
      <translation>{path} が上書きされてしまいます。別の場所か別の名前を選んでください。</translation>
    </message>
    <message>
      <source>{project} has no reference; give one with --reference.</source>
      <translation>{project} には参照画像がありません。参照画像を選んでください。</translation>
    </message>
    <message>
      <source>{reason} The painted pages wait in {work}.</source>
      <translation>{reason}着色済みのページは {work} に残っています。</translation>
    </message>
    <message>
      <source>{root} already holds a run; add --resume to go on with it, or name another folder.</source>
      <translation>{root} にはすでに学習があります。--resume で続けるか、別のフォルダーを指定してください。</translation>
    </message>
    <message>
      <source>{root} has data format {version}, not {known}.</source>
      <translation>{root} のデータ形式は {known} でなく {version} です。</translation>
    </message>
    <message>
      <source>{root} holds no pictures in color/ that are not left out.</source>
      <translation>{root} の color/ にある絵はすべて除外されています。</translation>
    </message>
    <message>
      <source>{root} holds no pictures in color/.</source>
      <translation>{root} の color/ に絵がありません。</translation>
    </message>
    <message>
      <source>{root} holds no pictures of the split {split}.</source>
      <translation>{root} に {split} 用の絵がありません。</translation>
    </message>
    <message>
      <source>{root} holds no run to resume; start it without --resume.</source>
      <translation>{root} に再開する学習がありません。--resume なしで始めてください。</translation>
    </message>
    <message>
      <source>{root} is no data folder: it has no dataset.json; make one with train prepare or train synth.</source>
      <translation>{root} はデータフォルダーではありません。dataset.json がありません。train prepare か train synth で作ってください。</translation>
    </message>
    <message>
      <source>{root} is not the same for all processes; put it where every machine sees it.</source>
      <translation>{root} がプロセスごとに違います。すべてのマシンから見える場所に置いてください。</translation>
    </message>
    <message>
      <source>{root} was drawn with other regions than this version of Nurie knows; draw it again.</source>
      <translation>{root} の領域はこの版の Nurie のものと違います。描き直してください。</translation>
    </message>
    <message>
      <source>{run} is a run of train {verb}, not of train {asked}; resume it with train {verb}.</source>
      <translation>{run} は train {asked} ではなく train {verb} の学習です。train {verb} で再開してください。</translation>
    </message>
    <message>
      <source>{source} has no layer {layer}; its layers are {layers}.</source>
      <translation>{source} にレイヤー {layer} はありません。あるのは {layers} です。</translation>
    </message>
    <message>
      <source>{what}; {kept}. Try a smaller --learning-rate or another --seed.</source>
      <translation>{what}。{kept}。--learning-rate を小さくするか、--seed を変えてみてください。</translation>
    </message>
    <message>
      <source>{where}: {option} is said once for the whole run, outside the quotes.</source>
      <translation>{where}：{option} は引用符の外で、全体に対して一度だけ指定します。</translation>
    </message>
    <message>
      <source>{where}: {reason}.</source>
      <translation>{where}：{reason}。</translation>
    </message>
  </context>
  <context>
    <name>ShortcutsDialog</name>
    <message>
      <source>Assign</source>
      <translation>割り当て</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>コマンド</translation>
    </message>
    <message>
      <source>Commands</source>
      <translation>コマンド</translation>
    </message>
    <message>
      <source>Keyboard Shortcuts</source>
      <translation>ショートカットキー設定</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>キー</translation>
    </message>
    <message>
      <source>New keys</source>
      <translation>新しいキー</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>リセット</translation>
    </message>
    <message>
      <source>Reset All</source>
      <translation>すべてリセット</translation>
    </message>
    <message>
      <source>Search commands</source>
      <translation>コマンドを検索</translation>
    </message>
    <message>
      <source>These are the keys of “{name}”, which will lose them.</source>
      <translation>このキーは「{name}」に使われています。割り当てると「{name}」からは外れます。</translation>
    </message>
  </context>
  <context>
    <name>SourceField</name>
    <message>
      <source>Choose CBZ…</source>
      <translation>CBZを選択…</translation>
    </message>
    <message>
      <source>Choose Folder…</source>
      <translation>フォルダーを選択…</translation>
    </message>
    <message>
      <source>Drop a folder of sketches or a CBZ here</source>
      <translation>線画のフォルダーまたはCBZをここにドロップ</translation>
    </message>
    <message>
      <source>Sub-folders count; pages come in reading order.</source>
      <translation>サブフォルダーも含みます。ページは読む順に並びます。</translation>
    </message>
  </context>
  <context>
    <name>StageChoice</name>
    <message>
      <source>tagger, stage one and stage two, one after the other; needs nothing but pictures</source>
      <translation>タグ判定・第1段階・第2段階を続けて学習。画像だけで始められます</translation>
    </message>
    <message>
      <source>to colour a drawing by a reference; builds on a tagger</source>
      <translation>参照画像で線画に着色。タグ判定を土台にします</translation>
    </message>
    <message>
      <source>to move colours by tags; builds on stage one</source>
      <translation>タグで色を変更。第1段階を土台にします</translation>
    </message>
    <message>
      <source>what is on a picture: hair, eyes, clothes and their colours</source>
      <translation>画像に写るもの：髪・目・服とその色</translation>
    </message>
  </context>
  <context>
    <name>StartPage</name>
    <message>
      <source>Advanced</source>
      <translation>詳細設定</translation>
    </message>
    <message>
      <source>As in the paper: for graphics cards from 12 GB</source>
      <translation>論文と同じ：12 GB以上のグラフィックボード向け</translation>
    </message>
    <message>
      <source>Choose File…</source>
      <translation>ファイルを選択…</translation>
    </message>
    <message>
      <source>Colour the drawing on the canvas with every sample</source>
      <translation>サンプルのたびにキャンバスの線画に着色する</translation>
    </message>
    <message>
      <source>Compact: for graphics cards from 6 GB, and patient processors</source>
      <translation>コンパクト：6 GB以上のグラフィックボード、または時間をかけたCPU向け</translation>
    </message>
    <message>
      <source>First the pictures to learn from.</source>
      <translation>まず学習に使う画像を選んでください。</translation>
    </message>
    <message>
      <source>Fitted to</source>
      <translation>合わせる環境</translation>
    </message>
    <message>
      <source>It runs on its own: you can paint meanwhile, or close the window.</source>
      <translation>学習は独立して進みます。その間に着色したり、ウィンドウを閉じたりできます。</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>長さ</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名前</translation>
    </message>
    <message>
      <source>New training</source>
      <translation>新しい学習</translation>
    </message>
    <message>
      <source>Size of networks</source>
      <translation>ネットワークの大きさ</translation>
    </message>
    <message>
      <source>Start Training</source>
      <translation>学習を開始</translation>
    </message>
    <message>
      <source>Start from</source>
      <translation>開始する重み</translation>
    </message>
    <message>
      <source>The pictures are being made ready.</source>
      <translation>画像を準備しています。</translation>
    </message>
    <message>
      <source>There is no sketch with a reference on the canvas</source>
      <translation>キャンバスに線画と参照画像がそろっていません</translation>
    </message>
    <message>
      <source>This machine is being looked at.</source>
      <translation>このパソコンを調べています。</translation>
    </message>
    <message>
      <source>Tiny: to try out the way, in seconds; of no use for painting</source>
      <translation>極小：手順を数秒で試すためのもの。着色には使えません</translation>
    </message>
    <message>
      <source>What to train</source>
      <translation>学習する対象</translation>
    </message>
    <message>
      <source>named after the pictures</source>
      <translation>画像の名前から付けます</translation>
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <source>State</source>
      <translation>状態</translation>
    </message>
    <message>
      <source>colouring…</source>
      <translation>着色中…</translation>
    </message>
    <message>
      <source>no model</source>
      <translation>モデルなし</translation>
    </message>
    <message>
      <source>nothing to colour</source>
      <translation>着色する画像がありません</translation>
    </message>
    <message>
      <source>ready</source>
      <translation>完了</translation>
    </message>
    <message>
      <source>stale</source>
      <translation>未更新</translation>
    </message>
    <message>
      <source>{name} · {size} px</source>
      <translation>{name}・{size} px</translation>
    </message>
  </context>
  <context>
    <name>SwatchButton</name>
    <message>
      <source>Try this colour; rest on it to preview</source>
      <translation>この色を試します。カーソルを合わせるとプレビューします</translation>
    </message>
  </context>
  <context>
    <name>TagControls</name>
    <message>
      <source>Favourite {tag}</source>
      <translation>{tag}をお気に入りにする</translation>
    </message>
    <message>
      <source>Favourite: also show it at the top</source>
      <translation>お気に入り：一番上にも表示します</translation>
    </message>
    <message>
      <source>Mute {tag}</source>
      <translation>{tag}をミュート</translation>
    </message>
    <message>
      <source>Mute: keep this change without applying it</source>
      <translation>ミュート：変更を残したまま適用しません</translation>
    </message>
    <message>
      <source>Only this colour: put the others of this group at 0</source>
      <translation>この色だけ：グループのほかの色を0にします</translation>
    </message>
    <message>
      <source>Only {tag}</source>
      <translation>{tag}だけにする</translation>
    </message>
    <message>
      <source>Solo {tag}</source>
      <translation>{tag}をソロにする</translation>
    </message>
    <message>
      <source>Solo: apply this change alone</source>
      <translation>ソロ：この変更だけを適用します</translation>
    </message>
    <message>
      <source>The reference shows {value:.2f}</source>
      <translation>参照画像の値：{value:.2f}</translation>
    </message>
    <message>
      <source>Try {tag}</source>
      <translation>{tag}を試す</translation>
    </message>
    <message>
      <source>{tag}, as a number</source>
      <translation>{tag}の数値</translation>
    </message>
  </context>
  <context>
    <name>TagGroup</name>
    <message numerus="yes">
      <source>%n moved</source>
      <translation>
        <numerusform>%n 件変更</numerusform>
      </translation>
    </message>
    <message>
      <source>Favourites</source>
      <translation>お気に入り</translation>
    </message>
    <message>
      <source>Reset the tags of this group</source>
      <translation>このグループのタグをリセット</translation>
    </message>
    <message>
      <source>Reset {group}</source>
      <translation>{group}をリセット</translation>
    </message>
    <message>
      <source>{group} tags</source>
      <translation>{group}のタグ</translation>
    </message>
  </context>
  <context>
    <name>TagPanel</name>
    <message numerus="yes">
      <source>%n moved</source>
      <translation>
        <numerusform>%n 件変更</numerusform>
      </translation>
    </message>
    <message>
      <source>As the reference shows</source>
      <translation>参照画像のまま</translation>
    </message>
    <message>
      <source>No model is loaded. Choose one with File ▸ Open Model…</source>
      <translation>モデルが読み込まれていません。［ファイル］▸［モデルを開く…］で選んでください</translation>
    </message>
    <message>
      <source>No tag of this model matches.</source>
      <translation>このモデルに該当するタグはありません。</translation>
    </message>
    <message>
      <source>Put every tag back to what the reference shows</source>
      <translation>すべてのタグを参照画像の値に戻します</translation>
    </message>
    <message>
      <source>Reset All</source>
      <translation>すべてリセット</translation>
    </message>
    <message>
      <source>Search tags</source>
      <translation>タグを検索</translation>
    </message>
    <message>
      <source>This model colours from the reference alone; its tags cannot be moved.</source>
      <translation>このモデルは参照画像だけで着色します。タグは変更できません。</translation>
    </message>
  </context>
  <context>
    <name>TagSlider</name>
    <message>
      <source>Add to Favourites</source>
      <translation>お気に入りに追加</translation>
    </message>
    <message>
      <source>End Solo</source>
      <translation>ソロを解除</translation>
    </message>
    <message>
      <source>Mute</source>
      <translation>ミュート</translation>
    </message>
    <message>
      <source>Only This Colour</source>
      <translation>この色だけにする</translation>
    </message>
    <message>
      <source>Remove from Favourites</source>
      <translation>お気に入りから外す</translation>
    </message>
    <message>
      <source>Reset to the Reference</source>
      <translation>参照画像の値に戻す</translation>
    </message>
    <message>
      <source>Solo</source>
      <translation>ソロ</translation>
    </message>
    <message>
      <source>Unmute</source>
      <translation>ミュートを解除</translation>
    </message>
  </context>
  <context>
    <name>Together</name>
    <message>
      <source>A picture takes {beside:.1f} s instead of {alone:.1f} s.</source>
      <translation>1 枚に {alone:.1f} 秒ではなく {beside:.1f} 秒かかります。</translation>
    </message>
    <message>
      <source>A picture takes {beside:.1f} s.</source>
      <translation>1 枚に {beside:.1f} 秒かかります。</translation>
    </message>
    <message>
      <source>Give It Less Priority</source>
      <translation>優先度を下げる</translation>
    </message>
    <message>
      <source>Memory is short while {name} trains.</source>
      <translation>{name} の学習中はメモリが足りません。</translation>
    </message>
    <message>
      <source>No</source>
      <translation>いいえ</translation>
    </message>
    <message>
      <source>Paint on the CPU</source>
      <translation>CPU で着色</translation>
    </message>
    <message>
      <source>Painting is slow while {name} trains.</source>
      <translation>{name} の学習中は着色が遅くなっています。</translation>
    </message>
    <message>
      <source>Pause the Training</source>
      <translation>学習を一時停止</translation>
    </message>
    <message>
      <source>The training sees {rate:.1f} images/s.</source>
      <translation>学習は毎秒 {rate:.1f} 枚です。</translation>
    </message>
    <message>
      <source>{left} are left on the graphics card while {name} trains.</source>
      <translation>{name} の学習中、グラフィックボードの空きメモリは {left} です。</translation>
    </message>
    <message>
      <source>{run} cannot be written: {reason}.</source>
      <translation>{run} に書き込めません：{reason}。</translation>
    </message>
  </context>
  <context>
    <name>ToolOptions</name>
    <message>
      <source> px</source>
      <translation> px</translation>
    </message>
    <message>
      <source>Close gaps </source>
      <translation>すき間 </translation>
    </message>
    <message>
      <source>Colour as hexadecimal</source>
      <translation>色の16進表記</translation>
    </message>
    <message>
      <source>Diameter in pixels of the sketch ([ and ])</source>
      <translation>線画の画素での直径（[ と ]）</translation>
    </message>
    <message>
      <source>How soft the edge is, in percent</source>
      <translation>ふちのぼかし（%）</translation>
    </message>
    <message>
      <source>Opacity </source>
      <translation>不透明度 </translation>
    </message>
    <message>
      <source>Opacity in percent</source>
      <translation>不透明度（%）</translation>
    </message>
    <message>
      <source>Openings in the lines up to this size hold the fill back</source>
      <translation>この大きさまでの線のすき間から塗りがもれません</translation>
    </message>
    <message>
      <source>Size </source>
      <translation>サイズ </translation>
    </message>
    <message>
      <source>Softness </source>
      <translation>ぼかし </translation>
    </message>
    <message>
      <source>The exact colour: #rrggbb</source>
      <translation>正確な色：#rrggbb</translation>
    </message>
  </context>
  <context>
    <name>ToolProcess</name>
    <message>
      <source>The command ended without a word.</source>
      <translation>コマンドが何も出力せずに終了しました。</translation>
    </message>
    <message>
      <source>{program} could not be started.</source>
      <translation>{program}を起動できませんでした。</translation>
    </message>
  </context>
  <context>
    <name>Training</name>
    <message>
      <source>All in order</source>
      <translation>すべて順番に</translation>
    </message>
    <message>
      <source>By wanted colours</source>
      <translation>目標の色で着色</translation>
    </message>
    <message>
      <source>Drawing</source>
      <translation>線画</translation>
    </message>
    <message>
      <source>Graphics card</source>
      <translation>グラフィックボード</translation>
    </message>
    <message>
      <source>Moved by tags</source>
      <translation>タグで変更</translation>
    </message>
    <message>
      <source>Original</source>
      <translation>元の絵</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>プロセッサー</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>参照画像</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>結果</translation>
    </message>
    <message>
      <source>Stage one</source>
      <translation>第1段階</translation>
    </message>
    <message>
      <source>Stage two</source>
      <translation>第2段階</translation>
    </message>
    <message>
      <source>Tagger</source>
      <translation>タグ判定</translation>
    </message>
    <message>
      <source>Wanted colours</source>
      <translation>目標の色</translation>
    </message>
    <message>
      <source>broke off</source>
      <translation>中断</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>失敗</translation>
    </message>
    <message>
      <source>finished</source>
      <translation>完了</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>一時停止中</translation>
    </message>
    <message>
      <source>starting…</source>
      <translation>開始中…</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>training</source>
      <translation>学習中</translation>
    </message>
    <message>
      <source>{days} d {hours} h</source>
      <translation>{days}日{hours}時間</translation>
    </message>
    <message>
      <source>{hours} h {minutes} min</source>
      <translation>{hours}時間{minutes}分</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes}分</translation>
    </message>
    <message>
      <source>{seconds:.0f} s</source>
      <translation>{seconds:.0f}秒</translation>
    </message>
  </context>
  <context>
    <name>TrainingDesk</name>
    <message>
      <source>Called off the export of {name}</source>
      <translation>{name} の書き出しを取り消しました</translation>
    </message>
    <message>
      <source>Exported {name} with its model card</source>
      <translation>{name} をモデルカードとともに書き出しました</translation>
    </message>
    <message>
      <source>Exporting {name}…</source>
      <translation>{name} を書き出しています…</translation>
    </message>
    <message>
      <source>Show the training at work</source>
      <translation>進行中の学習を表示</translation>
    </message>
  </context>
  <context>
    <name>TrainingOptions</name>
    <message>
      <source>Accumulate</source>
      <translation>勾配の累積</translation>
    </message>
    <message>
      <source>Adam's first-moment decay</source>
      <translation>Adam の 1 次モーメントの減衰</translation>
    </message>
    <message>
      <source>Adam's first-moment decay (the authors' classifier: 0.5)</source>
      <translation>Adam の 1 次モーメントの減衰（著者の分類器：0.5）</translation>
    </message>
    <message>
      <source>Adam's second-moment decay</source>
      <translation>Adam の 2 次モーメントの減衰</translation>
    </message>
    <message>
      <source>Adam's step size at its highest</source>
      <translation>Adam のステップ幅の最大値</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>バッチサイズ</translation>
    </message>
    <message>
      <source>Beta1</source>
      <translation>Beta1</translation>
    </message>
    <message>
      <source>Beta2</source>
      <translation>Beta2</translation>
    </message>
    <message>
      <source>Coarse share</source>
      <translation>粗い学習の割合</translation>
    </message>
    <message>
      <source>Cosine</source>
      <translation>コサイン減衰</translation>
    </message>
    <message>
      <source>Crop</source>
      <translation>切り抜き</translation>
    </message>
    <message>
      <source>Cross share</source>
      <translation>別の人物の割合</translation>
    </message>
    <message>
      <source>Deform points</source>
      <translation>変形の制御点</translation>
    </message>
    <message>
      <source>Deform reach</source>
      <translation>変形の大きさ</translation>
    </message>
    <message>
      <source>Deform times</source>
      <translation>変形の回数</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>デバイス</translation>
    </message>
    <message>
      <source>Ema</source>
      <translation>重みの移動平均</translation>
    </message>
    <message>
      <source>Encoder from</source>
      <translation>エンコーダーの由来</translation>
    </message>
    <message>
      <source>Evaluate every</source>
      <translation>評価の間隔</translation>
    </message>
    <message>
      <source>Flip</source>
      <translation>左右反転</translation>
    </message>
    <message>
      <source>Found lines share</source>
      <translation>見つけた線の割合</translation>
    </message>
    <message>
      <source>Frozen statistics</source>
      <translation>統計の固定</translation>
    </message>
    <message>
      <source>Imagenet</source>
      <translation>ImageNet</translation>
    </message>
    <message>
      <source>Init</source>
      <translation>初期化</translation>
    </message>
    <message>
      <source>Jitter</source>
      <translation>色の揺らぎ</translation>
    </message>
    <message>
      <source>Keep encoder</source>
      <translation>エンコーダーを保つ</translation>
    </message>
    <message>
      <source>Lambda feature</source>
      <translation>λ 特徴</translation>
    </message>
    <message>
      <source>Lambda gan</source>
      <translation>λ GAN</translation>
    </message>
    <message>
      <source>Lambda inversion</source>
      <translation>λ 反転</translation>
    </message>
    <message>
      <source>Lambda l1</source>
      <translation>λ L1</translation>
    </message>
    <message>
      <source>Lambda leak</source>
      <translation>λ 色の漏れ</translation>
    </message>
    <message>
      <source>Lambda pixel</source>
      <translation>λ ピクセル</translation>
    </message>
    <message>
      <source>Lambda regions</source>
      <translation>λ 領域</translation>
    </message>
    <message>
      <source>Lambda tags</source>
      <translation>λ タグ</translation>
    </message>
    <message>
      <source>Lambda tv</source>
      <translation>λ TV</translation>
    </message>
    <message>
      <source>Latent shuffle</source>
      <translation>潜在コードの入れ替え</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>学習率</translation>
    </message>
    <message>
      <source>Lineless share</source>
      <translation>線なしの割合</translation>
    </message>
    <message>
      <source>Log every</source>
      <translation>記録の間隔</translation>
    </message>
    <message>
      <source>Measured</source>
      <translation>測った色で訓練</translation>
    </message>
    <message>
      <source>Networks from</source>
      <translation>ネットワークの由来</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>計算精度</translation>
    </message>
    <message>
      <source>Rbca</source>
      <translation>RBCA</translation>
    </message>
    <message>
      <source>Receiving</source>
      <translation>受け取りブロック</translation>
    </message>
    <message>
      <source>Recipe</source>
      <translation>レシピ</translation>
    </message>
    <message>
      <source>Redrawn share</source>
      <translation>描き直す割合</translation>
    </message>
    <message>
      <source>Region power</source>
      <translation>領域のべき指数</translation>
    </message>
    <message>
      <source>Rotation</source>
      <translation>回転</translation>
    </message>
    <message>
      <source>Sample every</source>
      <translation>サンプルの間隔</translation>
    </message>
    <message>
      <source>Save every</source>
      <translation>保存の間隔</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>シード</translation>
    </message>
    <message>
      <source>Segmenter</source>
      <translation>領域分割器</translation>
    </message>
    <message>
      <source>Self adaptive</source>
      <translation>自己適応</translation>
    </message>
    <message>
      <source>Single share</source>
      <translation>数色だけ違う割合</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>画像の大きさ</translation>
    </message>
    <message>
      <source>Slots</source>
      <translation>パレットの色数</translation>
    </message>
    <message>
      <source>Tag limit</source>
      <translation>タグの上限</translation>
    </message>
    <message>
      <source>Tensorboard</source>
      <translation>TensorBoard</translation>
    </message>
    <message>
      <source>Train encoder</source>
      <translation>エンコーダーも学習</translation>
    </message>
    <message>
      <source>Tune encoder</source>
      <translation>エンコーダーも調整</translation>
    </message>
    <message>
      <source>Tune generator</source>
      <translation>生成ネットワークも学習</translation>
    </message>
    <message>
      <source>Turned share</source>
      <translation>回した線画の割合</translation>
    </message>
    <message>
      <source>Tv above</source>
      <translation>TV の下限</translation>
    </message>
    <message>
      <source>Warmup</source>
      <translation>ウォームアップ</translation>
    </message>
    <message>
      <source>Weight decay</source>
      <translation>重み減衰</translation>
    </message>
    <message>
      <source>Workers</source>
      <translation>ワーカー</translation>
    </message>
    <message>
      <source>`exact` recolours drawn figures through their regions; `paper` takes pictures as they are and deforms them for references, as the paper does; `auto` is exact where the data has regions</source>
      <translation>`exact` は描画した人物を領域ごとに塗り替えます。`paper` は論文のとおり画像をそのまま使い、変形したものを参照画像にします。`auto` はデータに領域があれば exact です</translation>
    </message>
    <message>
      <source>arithmetic of the networks</source>
      <translation>ネットワークの計算精度</translation>
    </message>
    <message>
      <source>colours of the generator's soft palette (engine/networks/palette.py), 0 for none, as the paper; left out: those of the weights started from, or the preset's, which are 29 for compact and 0 for tiny and paper</source>
      <translation>生成ネットワークのソフトパレットの色数（engine/networks/palette.py）。0 では論文のとおり使いません。指定しなければ元にする重みの色数、なければプリセットの色数（compact は 29、tiny と paper は 0）です</translation>
    </message>
    <message>
      <source>control points of a reference's deformation</source>
      <translation>参照画像を変形する制御点の数</translation>
    </message>
    <message>
      <source>decay of the moving average of the weights (0.999), which is then what is saved; 0 keeps none</source>
      <translation>重みの移動平均の減衰（0.999）。保存されるのはその平均です。0 では平均を取りません</translation>
    </message>
    <message>
      <source>decoupled weight decay (AdamW)</source>
      <translation>分離した重み減衰（AdamW）</translation>
    </message>
    <message>
      <source>deformations of a reference, one after the other; 0 leaves it as it is</source>
      <translation>参照画像を続けて変形する回数。0 では変形しません</translation>
    </message>
    <message>
      <source>degrees by which references are turned either way, at most</source>
      <translation>参照画像を左右に回す最大の角度（度）</translation>
    </message>
    <message>
      <source>exact recipe: channels of the segmenter's finest level, which tells the regions of a reference apart (engine/networks/segmenter.py), 0 for none, as the paper; left out: those of the weights started from, or the preset's, which are 32 for compact and 0 for tiny and paper</source>
      <translation>exact レシピ：参照画像の領域を見分ける領域分割器の、最も細かい段のチャンネル数（engine/networks/segmenter.py）。論文と同じくなしにするには 0。省略時は開始元の重みの値、またはプリセットの値（compact は 32、tiny と paper は 0）</translation>
    </message>
    <message>
      <source>exact recipe: share of pairs that differ in a few colours, the rest are unrelated pictures as in the paper</source>
      <translation>exact レシピ：数色だけが違う組の割合。残りは論文のとおり無関係な画像です</translation>
    </message>
    <message>
      <source>exact recipe: share of references that are another figure in the same colours, not the deformed truth</source>
      <translation>exact レシピ：変形した正解ではなく、同じ色の別の人物を参照画像にする割合</translation>
    </message>
    <message>
      <source>exact recipe: share of the drawings that are turned and bent as references are, so that areas are found in references, too</source>
      <translation>exact レシピ：参照画像のように回して曲げる線画の割合。参照画像の中でも領域が見つかるようになります</translation>
    </message>
    <message>
      <source>exact recipe: share of the drawings whose lines are those found in their colours, by which references are measured (engine/networks/measured.py)</source>
      <translation>exact レシピ：彩色から見つけた線を使う線画の割合。参照画像の色はこの線で測られます（engine/networks/measured.py）</translation>
    </message>
    <message>
      <source>exact recipe: share of the pictures that have no lines, as paintings have none</source>
      <translation>exact レシピ：厚塗りの絵のように線のない画像の割合</translation>
    </message>
    <message>
      <source>exact recipe: the palette's slots are asked for the regions of pixels that count by their region's number of them to minus this; 0 counts each pixel once, 1 each region (trainer/areas.py)</source>
      <translation>exact レシピ：パレットのスロットに領域を学ばせるとき、各画素を、その領域の画素数をこの値でべき乗したもので割った重みで数えます。0 では画素を同じ重みで、1 では領域を同じ重みで数えます（trainer/areas.py）</translation>
    </message>
    <message>
      <source>exact recipe: train nothing but the segmenter; all else stays as --init-from has it, also the networks of later stages</source>
      <translation>exact レシピ：領域分割器だけを学習します。後の段階のネットワークも含め、ほかはすべて --init-from のままです</translation>
    </message>
    <message>
      <source>exact recipe: weight of the terms by which inner features are asked for regions and their colours (trainer/auxiliary.py); 0 leaves them out, as the paper does</source>
      <translation>exact レシピ：内部の特徴に領域とその色を問う項の重み（trainer/auxiliary.py）。0 では論文のとおり使いません</translation>
    </message>
    <message>
      <source>exact recipe: weight of what moved tags change outside the regions they name (not of the paper)</source>
      <translation>exact レシピ：動かしたタグが、名指す領域の外で変えてしまう色の重み（論文にはありません）</translation>
    </message>
    <message>
      <source>how new networks start: `kaiming` keeps the signal's size, `released` is the authors' normal(0, 0.02)</source>
      <translation>新しいネットワークの始め方：`kaiming` は信号の大きさを保ち、`released` は著者の normal(0, 0.02) です</translation>
    </message>
    <message>
      <source>keep the encoder's batch normalisation at the statistics it starts with; otherwise each part of a step is normalised by its own, so that --accumulate is not quite a larger batch to it</source>
      <translation>エンコーダーのバッチ正規化を、始めの統計のまま保ちます。オフではステップの各部分をその統計で正規化するため、--accumulate は大きなバッチと同じにはなりません</translation>
    </message>
    <message>
      <source>least side of a crop, as a share of the picture's; left out: 0.75 as in the paper, 0.7 for drawn figures</source>
      <translation>切り抜きの最小の一辺（画像に対する割合）。空欄では論文のとおり 0.75、描画した人物では 0.7</translation>
    </message>
    <message>
      <source>let the step size fall to nothing along a cosine; else it stays</source>
      <translation>ステップ幅をコサイン曲線に沿って 0 まで下げます。オフでは一定です</translation>
    </message>
    <message>
      <source>longest way of a control point, as a share of the picture's side</source>
      <translation>制御点が動く最大の距離（画像の一辺に対する割合）</translation>
    </message>
    <message>
      <source>mirror every second picture</source>
      <translation>2 枚に 1 枚を左右反転します</translation>
    </message>
    <message>
      <source>order of the data, augmentation and first weights</source>
      <translation>データの順序、データ拡張、最初の重みを決めます</translation>
    </message>
    <message>
      <source>paper recipe: how far brightness, contrast, saturation and hue vary, 0 to 1</source>
      <translation>paper レシピ：明るさ、コントラスト、彩度、色相の変化の幅（0〜1）</translation>
    </message>
    <message>
      <source>parts of a step whose gradients are added up: a step sees --batch times so many pictures</source>
      <translation>勾配を合計する、1 ステップの分割数。1 ステップで --batch のその倍の画像を見ます</translation>
    </message>
    <message>
      <source>pictures that the networks take at a time; with torchrun the machines share them</source>
      <translation>ネットワークが一度に受け取る画像の数。torchrun では各マシンで分担します</translation>
    </message>
    <message>
      <source>processes that prepare pictures; 0 prepares them between the steps</source>
      <translation>画像を準備するプロセスの数。0 ではステップの間に準備します</translation>
    </message>
    <message>
      <source>receiving block (Eq. 5)</source>
      <translation>受け取りブロック（式 5）</translation>
    </message>
    <message>
      <source>reference-based channel-wise attention in the decoder (section 3.3)</source>
      <translation>デコーダーの、参照画像によるチャネル方向のアテンション（3.3 節）</translation>
    </message>
    <message>
      <source>self-adaptive MLP (Figure 5); else a plain one of the same depth</source>
      <translation>自己適応 MLP（図 5）。オフでは同じ深さのふつうの MLP</translation>
    </message>
    <message>
      <source>share of the drawings whose lines are drawn anew in another style: thin, thick, grey, broken, in pencil or scanned (trainer/data/line_styles.py); an eighth to a third makes a model sturdy</source>
      <translation>線を別の描き方（細い、太い、灰色、途切れ、鉛筆、スキャン）で描き直す線画の割合（trainer/data/line_styles.py）。1/8〜1/3 にすると、さまざまな線に強いモデルになります</translation>
    </message>
    <message>
      <source>share of the steps whose adversarial term judges drawings coloured by the latent codes of another picture of the batch, as in use, where no true picture is known</source>
      <translation>敵対的な項が、バッチの別の画像の潜在コードで塗った線画を判定するステップの割合。実際に使うときと同じく、正解の画像がない場合です</translation>
    </message>
    <message>
      <source>share of the steps, from the first, that decode to half the size only and are led by the region heads: a third cheaper</source>
      <translation>最初のうち、半分の大きさまでだけ復号し、領域の項に導かれるステップの割合。3 分の 1 軽くなります</translation>
    </message>
    <message>
      <source>side in pixels at which the networks are trained; a multiple of 32</source>
      <translation>学習する画像の一辺（ピクセル）。32 の倍数</translation>
    </message>
    <message>
      <source>steps between two checkpoints</source>
      <translation>チェックポイントを保存する間隔（ステップ）</translation>
    </message>
    <message>
      <source>steps between two looks at the losses on held-out pictures, where the data has any; 0 never looks</source>
      <translation>未学習の画像がデータにあるとき、その損失を測る間隔（ステップ）。0 では測りません</translation>
    </message>
    <message>
      <source>steps between two sample pictures</source>
      <translation>サンプル画像を作る間隔（ステップ）</translation>
    </message>
    <message>
      <source>steps between two step events</source>
      <translation>経過を記録する間隔（ステップ）</translation>
    </message>
    <message>
      <source>steps over which the step size rises from nothing</source>
      <translation>ステップ幅が 0 から上がりきるまでのステップ数</translation>
    </message>
    <message>
      <source>the total variation term counts only above this side in pixels</source>
      <translation>全変動の項は、一辺がこのピクセル数より大きいときだけ数えます</translation>
    </message>
    <message>
      <source>torchvision's ResNet-34 weights for ImageNet, a local .pth or .safetensors file, for --encoder-from imagenet</source>
      <translation>torchvision の ImageNet 版 ResNet-34 の重み（手元の .pth または .safetensors ファイル）。--encoder-from imagenet に使います</translation>
    </message>
    <message>
      <source>torchvision's ResNet-34 weights for ImageNet, a local .pth or .safetensors file: start from it, as the paper does</source>
      <translation>torchvision の ImageNet 版 ResNet-34 の重み（手元の .pth または .safetensors ファイル）。論文のとおりそこから始めます</translation>
    </message>
    <message>
      <source>train the generator along, by the exact recipe's true pictures; the paper keeps it frozen</source>
      <translation>exact レシピの正解の画像で、生成ネットワークも一緒に学習します。論文では固定です</translation>
    </message>
    <message>
      <source>train the reference encoder along with the generator (Table 1, Eq. 7); the paper keeps it fixed</source>
      <translation>参照画像のエンコーダーも生成ネットワークと一緒に学習します（表 1、式 7）。論文では固定です</translation>
    </message>
    <message>
      <source>train with the palette's colours measured on the reference, as colouring has them (engine/networks/measured.py), instead of those that its code names; areas and what is measured in them then move together, and the one long training that did so ran away</source>
      <translation>パレットの色として、参照画像の符号が示す色ではなく、着色のときと同じく参照画像の画素から測った色（engine/networks/measured.py）を使って訓練します。領域とそこで測る色が互いにつられて動き、これを使った唯一の長い訓練は発散しました</translation>
    </message>
    <message>
      <source>weight of its feature-level part (Eq. 12)</source>
      <translation>混合 L1 の特徴の部分の重み（式 12）</translation>
    </message>
    <message>
      <source>weight of the adversarial term (Eq. 2); 0 trains without a discriminator</source>
      <translation>敵対的な項の重み（式 2）。0 では識別ネットワークなしで学習します</translation>
    </message>
    <message>
      <source>weight of the inversion loss (Eq. 13); M-Attention only</source>
      <translation>反転損失の重み（式 13）。M-Attention だけで使います</translation>
    </message>
    <message>
      <source>weight of the pixel L1 term (Eq. 3)</source>
      <translation>ピクセルの L1 項の重み（式 3）</translation>
    </message>
    <message>
      <source>weight of the pixel-level part of the hybrid L1 (Eq. 12)</source>
      <translation>混合 L1 のピクセルの部分の重み（式 12）</translation>
    </message>
    <message>
      <source>weight of the total variation term (Eq. 4)</source>
      <translation>全変動の項の重み（式 4）</translation>
    </message>
    <message>
      <source>what tag values over 1.8 approach before the mapping network has them (engine/networks/mapping.py), so that a colour stays where a slider at its end has brought it; 0 for none, as the paper; left out: that of the weights started from, or the preset's, which is 2.3 for compact and none for tiny and paper</source>
      <translation>1.8 を超えるタグの値が写像ネットワークに渡る前に近づく上限（engine/networks/mapping.py）。スライダーを端まで動かしても色が行き過ぎません。0 は論文どおり上限なし。省略すると、出発点の重みかプリセットの値（compact は 2.3、tiny と paper はなし）</translation>
    </message>
    <message>
      <source>what the reference encoder knows (Table 1): what the tagger learned, ImageNet alone (--imagenet), or nothing</source>
      <translation>参照画像のエンコーダーが知っていること（表 1）：タグ判定で学んだこと、ImageNet だけ（--imagenet）、または何もなし</translation>
    </message>
    <message>
      <source>where to train</source>
      <translation>学習する場所</translation>
    </message>
    <message>
      <source>with --train-encoder, keep the encoder's batch normalisation at the statistics it starts with; otherwise each part of a step is normalised by its own, so that --accumulate is not quite a larger batch to it</source>
      <translation>--train-encoder のとき、エンコーダーのバッチ正規化を、始めの統計のまま保ちます。オフではステップの各部分をその統計で正規化するため、--accumulate は大きなバッチと同じにはなりません</translation>
    </message>
    <message>
      <source>with --tune-encoder, weight of the tags' cross-entropy</source>
      <translation>--tune-encoder のとき、タグの交差エントロピーの重み</translation>
    </message>
    <message>
      <source>with --tune-generator, colours of the generator's soft palette (engine/networks/palette.py), 0 for none, as the paper; left out: those of the weights started from, or the preset's, which are 29 for compact and 0 for tiny and paper</source>
      <translation>--tune-generator と一緒に：生成ネットワークのソフトパレットの色数（engine/networks/palette.py）。0 では論文のとおり使いません。指定しなければ元にする重みの色数、なければプリセットの色数（compact は 29、tiny と paper は 0）です</translation>
    </message>
    <message>
      <source>with --tune-generator, exact recipe: the palette's slots are asked for the regions of pixels that count by their region's number of them to minus this; 0 counts each pixel once, 1 each region (trainer/areas.py)</source>
      <translation>--tune-generator と一緒に：exact レシピ：パレットのスロットに領域を学ばせるとき、各画素を、その領域の画素数をこの値でべき乗したもので割った重みで数えます。0 では画素を同じ重みで、1 では領域を同じ重みで数えます（trainer/areas.py）</translation>
    </message>
    <message>
      <source>with --tune-generator, exact recipe: weight of the terms by which inner features are asked for regions and their colours (trainer/auxiliary.py); 0 leaves them out, as the paper does</source>
      <translation>--tune-generator のとき、exact レシピ：内部の特徴に領域とその色を問う項の重み（trainer/auxiliary.py）。0 では論文のとおり使いません</translation>
    </message>
    <message>
      <source>with --tune-generator, share of the steps, from the first, that decode to half the size only and are led by the region heads: a third cheaper</source>
      <translation>--tune-generator のとき、最初のうち、半分の大きさまでだけ復号し、領域の項に導かれるステップの割合。3 分の 1 軽くなります</translation>
    </message>
    <message>
      <source>with --tune-generator, train the reference encoder along too, at a third of the step size and asked for the anchor's tags as the tagger is; the paper keeps it fixed</source>
      <translation>--tune-generator のとき、参照画像のエンコーダーも学習します。ステップ幅は 3 分の 1 で、タグ判定と同じく元の画像のタグを問います。論文では固定です</translation>
    </message>
    <message>
      <source>with --tune-generator, weights file whose generator and mapping network go on with the encoder of --init-from, where that is a tagger trained anew</source>
      <translation>--tune-generator のとき、--init-from が新しく学習したタグ判定なら、そのエンコーダーと組み合わせて続ける生成ネットワークとマッピングネットワークの重みファイル</translation>
    </message>
    <message>
      <source>write a TensorBoard log into the run folder as well</source>
      <translation>学習のフォルダーに TensorBoard のログも書きます</translation>
    </message>
  </context>
  <context>
    <name>TrainingPlan</name>
    <message>
      <source>stage one</source>
      <translation>第1段階</translation>
    </message>
    <message>
      <source>stage two</source>
      <translation>第2段階</translation>
    </message>
    <message>
      <source>the tagger</source>
      <translation>タグ判定</translation>
    </message>
    <message>
      <source>{file} has reached {reached} only; {training} builds on {before}.</source>
      <translation>{file}は{reached}までしか進んでいません。{training}には{before}が必要です。</translation>
    </message>
    <message>
      <source>{file} is damaged: {error}.</source>
      <translation>{file}は壊れています：{error}。</translation>
    </message>
    <message>
      <source>{folder} already holds a run; give this one another name.</source>
      <translation>{folder}にはすでに学習があります。別の名前を付けてください。</translation>
    </message>
    <message>
      <source>{folder} has {free:.1f} GB of room left; a training needs {needed:.0f} GB.</source>
      <translation>{folder}の空きは{free:.1f} GBです。学習には{needed:.0f} GBが必要です。</translation>
    </message>
    <message>
      <source>{folder} holds no pictures to train on.</source>
      <translation>{folder}に学習用の画像がありません。</translation>
    </message>
    <message>
      <source>{folder} is no data folder; it is made from pictures first.</source>
      <translation>{folder}はデータフォルダーではありません。先に画像から作成してください。</translation>
    </message>
    <message>
      <source>{folder} is not drawn in regions, which the recipe “exact” needs; choose “auto” or “paper”.</source>
      <translation>{folder}にはレシピ「exact」に必要な領域の情報がありません。「auto」か「paper」を選んでください。</translation>
    </message>
    <message>
      <source>{training} builds on {before}; choose a weights file to start from.</source>
      <translation>{training}には{before}が必要です。開始する重みのファイルを選んでください。</translation>
    </message>
  </context>
  <context>
    <name>TrainingProcess</name>
    <message>
      <source>The training could not be started in {folder}: {reason}.</source>
      <translation>{folder}で学習を開始できませんでした：{reason}。</translation>
    </message>
  </context>
  <context>
    <name>TrainingQuestions</name>
    <message>
      <source>A training is at work.</source>
      <translation>学習が進行中です。</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Compare Side by Side</source>
      <translation>並べて比較</translation>
    </message>
    <message>
      <source>Go On in the Background</source>
      <translation>バックグラウンドで続ける</translation>
    </message>
    <message>
      <source>Highest step size from now on:</source>
      <translation>今後の学習率の最大値：</translation>
    </message>
    <message>
      <source>It needs no window, and Nurie finds it again when it is opened.</source>
      <translation>ウィンドウがなくても進み、次回の起動時にNurieが見つけます。</translation>
    </message>
    <message>
      <source>Its weights, samples and checkpoint go with it.</source>
      <translation>重み、サンプル、チェックポイントも一緒に移動します。</translation>
    </message>
    <message>
      <source>Learning Rate</source>
      <translation>学習率</translation>
    </message>
    <message>
      <source>Name of the run:</source>
      <translation>学習の名前：</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>一時停止</translation>
    </message>
    <message>
      <source>Pictures to Learn From</source>
      <translation>学習に使う画像</translation>
    </message>
    <message>
      <source>Rename Run</source>
      <translation>学習の名前を変更</translation>
    </message>
    <message>
      <source>Save and Stop</source>
      <translation>保存して停止</translation>
    </message>
    <message>
      <source>Steps more than planned:</source>
      <translation>追加するステップ数：</translation>
    </message>
    <message>
      <source>Throw Away Run</source>
      <translation>学習を破棄</translation>
    </message>
    <message>
      <source>Train More</source>
      <translation>学習を延長</translation>
    </message>
    <message>
      <source>Training at Work</source>
      <translation>学習中</translation>
    </message>
    <message>
      <source>With the run:</source>
      <translation>比較する学習：</translation>
    </message>
    <message>
      <source>{n} trainings are at work.</source>
      <translation>{n}件の学習が進行中です。</translation>
    </message>
  </context>
  <context>
    <name>TrainingWindow</name>
    <message>
      <source>New Training</source>
      <translation>新しい学習</translation>
    </message>
    <message>
      <source>Runs stand here once there are any.</source>
      <translation>学習を始めるとここに並びます。</translation>
    </message>
    <message>
      <source>Search runs</source>
      <translation>学習を検索</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>学習</translation>
    </message>
  </context>
  <context>
    <name>Trial</name>
    <message>
      <source>{steps} steps take about {time}, {memory} of memory and {disk} on the disk.</source>
      <translation>{steps} ステップで約 {time}、メモリ {memory}、ディスク {disk} を使います。</translation>
    </message>
  </context>
  <context>
    <name>TrialPanel</name>
    <message>
      <source>Building the networks…</source>
      <translation>ネットワークを構築しています…</translation>
    </message>
    <message>
      <source>Cancel Trial</source>
      <translation>試行を中止</translation>
    </message>
    <message>
      <source>Progress of the trial</source>
      <translation>試行の進み具合</translation>
    </message>
    <message>
      <source>The trial ended without a result.</source>
      <translation>試行は結果なしで終わりました。</translation>
    </message>
    <message>
      <source>Trains for a moment, keeps nothing, and tells what the whole will take</source>
      <translation>少しだけ学習し、何も残さずに、全体でどれだけかかるかを示します</translation>
    </message>
    <message>
      <source>Try for Two Minutes</source>
      <translation>2分間試す</translation>
    </message>
    <message>
      <source>Trying: step {done} of {every}</source>
      <translation>試行中：{every} ステップ中 {done}</translation>
    </message>
  </context>
  <context>
    <name>VariantsWindow</name>
    <message>
      <source>A click takes a variant; it can be undone.</source>
      <translation>クリックで採用します。取り消しもできます。</translation>
    </message>
    <message>
      <source>Across</source>
      <translation>横</translation>
    </message>
    <message>
      <source>Add References…</source>
      <translation>参照画像を追加…</translation>
    </message>
    <message>
      <source>All moves, from none to twice as strong</source>
      <translation>すべての変更を、なしから2倍の強さまで</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>着色</translation>
    </message>
    <message>
      <source>Down</source>
      <translation>縦</translation>
    </message>
    <message>
      <source>No tag is moved yet: there is nothing to make stronger.</source>
      <translation>変更したタグがないため、強さを変えられません。</translation>
    </message>
    <message>
      <source>Open a sketch and a reference first.</source>
      <translation>先に線画と参照画像を開いてください。</translation>
    </message>
    <message>
      <source>Over references</source>
      <translation>参照画像ごと</translation>
    </message>
    <message>
      <source>Over strengths</source>
      <translation>強さごと</translation>
    </message>
    <message>
      <source>Over two tags</source>
      <translation>2つのタグ</translation>
    </message>
    <message>
      <source>Progress of the variants</source>
      <translation>バリエーションの進行状況</translation>
    </message>
    <message numerus="yes">
      <source>References added: %n</source>
      <translation>
        <numerusform>追加した参照画像：%n 枚</numerusform>
      </translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>段階</translation>
    </message>
    <message>
      <source>Take “{name}”</source>
      <translation>「{name}」を採用</translation>
    </message>
    <message>
      <source>Up to</source>
      <translation>最大</translation>
    </message>
    <message>
      <source>Variants</source>
      <translation>バリエーション</translation>
    </message>
    <message>
      <source>Waiting for what the reference shows…</source>
      <translation>参照画像の内容を調べています…</translation>
    </message>
    <message>
      <source>What to vary</source>
      <translation>変化させるもの</translation>
    </message>
    <message>
      <source>present</source>
      <translation>現在</translation>
    </message>
  </context>
  <context>
    <name>ViewActions</name>
    <message>
      <source>Mirror View</source>
      <translation>左右反転表示</translation>
    </message>
    <message>
      <source>Neither mirrored nor turned</source>
      <translation>反転と回転を元に戻します</translation>
    </message>
    <message>
      <source>Swap left and right on the screen only</source>
      <translation>画面上の表示だけを左右反転します</translation>
    </message>
    <message>
      <source>Turn View Left</source>
      <translation>表示を左に回転</translation>
    </message>
    <message>
      <source>Turn View Right</source>
      <translation>表示を右に回転</translation>
    </message>
    <message>
      <source>Upright View</source>
      <translation>反転・回転をリセット</translation>
    </message>
  </context>
  <context>
    <name>WeightsField</name>
    <message>
      <source>Nothing: from the beginning</source>
      <translation>なし：最初から</translation>
    </message>
  </context>
  <context>
    <name>WeightsTrial</name>
    <message>
      <source>Back to A</source>
      <translation>A に戻す</translation>
    </message>
    <message>
      <source>Back to the Model Before</source>
      <translation>前のモデルに戻す</translation>
    </message>
    <message>
      <source>Keep B</source>
      <translation>B を使う</translation>
    </message>
    <message>
      <source>Newer weights of {name} are there: step {step}.</source>
      <translation>{name} の新しい重みがあります：ステップ {step}。</translation>
    </message>
    <message>
      <source>Take Them</source>
      <translation>取り込む</translation>
    </message>
    <message>
      <source>Try Newest Weights</source>
      <translation>最新の重みを試す</translation>
    </message>
    <message>
      <source>{name}, step {step}, is on the canvas as B; the model before is A.</source>
      <translation>{name}（ステップ {step}）が B としてキャンバスにあります。前のモデルは A です。</translation>
    </message>
  </context>
  <context>
    <name>WindowLayout</name>
    <message>
      <source>&amp;Compare</source>
      <translation>比較(&amp;C)</translation>
    </message>
    <message>
      <source>Drop a line drawing here</source>
      <translation>ここに線画をドロップ</translation>
    </message>
    <message>
      <source>Drop a picture with the colours to take</source>
      <translation>色の手本にする画像をドロップ</translation>
    </message>
    <message>
      <source>History</source>
      <translation>ヒストリー</translation>
    </message>
    <message>
      <source>How even the fills are</source>
      <translation>塗りの均一さ</translation>
    </message>
    <message>
      <source>How the lines are found</source>
      <translation>線の検出方法</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>参照画像</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>結果</translation>
    </message>
    <message>
      <source>Sketch</source>
      <translation>線画</translation>
    </message>
    <message>
      <source>Tags</source>
      <translation>タグ</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>ツール</translation>
    </message>
  </context>
  <context>
    <name>WipePicture</name>
    <message>
      <source>Sample pictures</source>
      <translation>サンプル画像</translation>
    </message>
  </context>
  <context>
    <name>WorkRow</name>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Colour Again</source>
      <translation>もう一度着色</translation>
    </message>
    <message>
      <source>Colouring…</source>
      <translation>着色中…</translation>
    </message>
    <message>
      <source>Loading the model…</source>
      <translation>モデルを読み込み中…</translation>
    </message>
    <message>
      <source>Preparing the picture…</source>
      <translation>画像を準備中…</translation>
    </message>
    <message>
      <source>Reading the reference…</source>
      <translation>参照画像を読み込み中…</translation>
    </message>
    <message>
      <source>Reading the sketch…</source>
      <translation>線画を読み込み中…</translation>
    </message>
    <message>
      <source>The picture is out of date</source>
      <translation>画像は最新ではありません</translation>
    </message>
  </context>
  <context>
    <name>Workspace</name>
    <message>
      <source>Restored the settings of {name}</source>
      <translation>{name}の設定を復元しました</translation>
    </message>
    <message>
      <source>Restored the settings of {name}; its model {model} is not on this machine</source>
      <translation>{name}の設定を復元しました。モデル「{model}」はこのパソコンにありません</translation>
    </message>
  </context>
</TS>
